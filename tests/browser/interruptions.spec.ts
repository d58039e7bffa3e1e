// What happens when things overlap or break: repeats, second thoughts, cancel, a module that dies.
import { writeFile } from 'node:fs/promises';
import { billWithAnomalies, csvFile, longBill } from './bills';
import { expect, test } from './page_test';

const long = csvFile('long.csv', longBill(400, 730));
const good = csvFile('good.csv', billWithAnomalies());

test('the same file twice gives the same answer twice', async ({ bill }) => {
  await bill.result(good);
  const first = await bill.headline.textContent();
  await bill.choose(good);
  await expect(bill.headline).toHaveText(first ?? '');
  await bill.drop(good);
  await expect(bill.headline).toHaveText(first ?? '');
  await expect(bill.facts).toContainText('good.csv');
});

test('a second bill replaces the first while that is being read', async ({ bill }) => {
  await bill.choose(long);
  await expect(bill.progress).toBeVisible();
  await bill.choose(good);
  await expect(bill.headline).toBeVisible();
  await expect(bill.facts).toContainText('good.csv');
  await expect(bill.facts).not.toContainText('long.csv');
});

test('cancel leads back to the first screen within half a second', async ({ bill, page }) => {
  await bill.choose(long);
  await expect(bill.cancel).toBeEnabled();
  // Measured in the page: from the press to the first screen.
  const took = await page.evaluate(async () => {
    const first = document.querySelector<HTMLElement>('#first-screen');
    const start = performance.now();
    document.querySelector<HTMLButtonElement>('.progress button')?.click();
    while (first?.hidden) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
  });
  expect(took).toBeLessThan(500);
  await expect(bill.heading).toHaveText('Find what is unusual in a cloud bill');
  await expect(bill.heading).toBeFocused();
  await expect(page.getByRole('status')).toHaveText(['The analysis of long.csv was cancelled.']);
  await bill.result(good);
});

test('cancel leaves the previous result as it was', async ({ bill, page }) => {
  await bill.result(good);
  await page.getByRole('searchbox', { name: 'Filter by slice' }).fill('storage');
  await bill.series.selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Last 90 days' }).click();
  const days = (await bill.days.textContent()) ?? '';
  const before = await page.locator('.anomaly-table').textContent();
  await bill.choose(long);
  await bill.cancel.click();
  await expect(bill.headline).toBeFocused();
  await expect(page.getByRole('status').first()).toHaveText(
    'The analysis of long.csv was cancelled.',
  );
  expect(await page.locator('.anomaly-table').textContent()).toBe(before);
  await expect(page.getByRole('searchbox', { name: 'Filter by slice' })).toHaveValue('storage');
  await expect(bill.series.locator('option:checked')).toHaveText('Compute');
  await expect(bill.days).toHaveText(days);
  // Its other series can still be looked at.
  await bill.series.selectOption({ index: 2 });
  await expect(bill.chart).toBeVisible();
});

test('a worker that dies becomes a message, and a fresh one works', async ({ bill, page }) => {
  await bill.choose(long);
  await expect(bill.progress).toBeVisible();
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('unreachable executed');
    });
  });
  await bill.expectError(/stopped in the middle/);
  await bill.result(good);
});

test('a worker that hangs is replaced by cancel', async ({ bill, page }) => {
  await bill.choose(long);
  await expect(bill.progress).toBeVisible();
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      const end = Date.now() + 5000;
      while (Date.now() < end);
    });
  });
  await bill.cancel.click();
  await expect(bill.heading).toHaveText('Find what is unusual in a cloud bill');
  await bill.result(good);
});

test('exhausted memory becomes a message, and a fresh worker works', async ({ bill, page }) => {
  await bill.result(good);
  // The module asks for more memory and gets none, as on a machine that has no more to give.
  await page.workers()[0]?.evaluate(() => {
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('out of memory');
    };
  });
  const [header, ...rows] = longBill(1200, 200).split('\n');
  const path = test.info().outputPath('huge.csv');
  await writeFile(path, `${header}\n${rows.join('\n')}`);
  await page.locator('#file-input').setInputFiles(path);
  await bill.expectError(/memory/);
  await bill.result(good);
});
