// The `test` of every spec: an opened page, and a failure if the page itself ever logs an error.
import { test as base, expect } from '@playwright/test';
import { BillPage } from './bill_page';

export const test = base.extend<{ bill: BillPage; faults: string[] }>({
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await use(faults);
    expect(faults).toEqual([]);
  },
  bill: async ({ page, faults: _ }, use) => {
    const bill = new BillPage(page);
    await bill.open();
    await use(bill);
  },
});

export { expect };
