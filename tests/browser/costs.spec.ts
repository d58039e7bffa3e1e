// Which costs are judged: what suits the bill and why, other choices, days that are not final, columns that are told.
import { csvFile } from './bills';
import { expect, test } from './page_test';

const DAYS = 60;
const dayOf = (index: number): string =>
  new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

/** Four services a day, tax on the first of the month, tags; `missing` services lack on the last day. */
function bill({ missing = 0 } = {}): string {
  const rows = ['date,service,region,charge type,cost,user:team'];
  for (let day = 0; day < DAYS; day += 1) {
    const services = ['Compute', 'Storage', 'Network', 'Queue'];
    const there = day === DAYS - 1 ? services.slice(missing) : services;
    for (const [at, service] of there.entries()) {
      const cost = 100 + 10 * at + (day % 7) + ((day * 5 + at * 3) % 4);
      rows.push(`${dayOf(day)},${service},eu-west-${(at % 2) + 1},usage,${cost},team ${at}`);
    }
    if (dayOf(day).endsWith('-01')) rows.push(`${dayOf(day)},Compute,,tax,900,`);
  }
  return `${rows.join('\n')}\n`;
}

test('taxes do not count unless they are asked for, and the reason is said', async ({
  bill: page,
  page: tab,
}) => {
  await page.result(csvFile('taxed.csv', bill()));
  const picker = tab.locator('.cost-picker');
  await expect(picker.locator('summary')).toHaveText('Costs: cost, without tax');
  await expect(page.headline).toHaveText(/No anomalies/);
  await picker.locator('summary').click();
  await expect(picker).toContainText('the only cost that the bill holds');
  await expect(picker).toContainText('follows the cost it is raised on');
  const tax = picker.getByRole('checkbox', { name: /^tax/ });
  await expect(tax).not.toBeChecked();
  await tax.check();
  await expect(picker.locator('summary')).toHaveText('Costs: cost');
  // The keyboard goes on choosing.
  await expect(tax).toBeFocused();
  await tab.getByRole('button', { name: 'Count what suits the bill' }).click();
  await expect(tax).not.toBeChecked();
  // The button is gone, and the keyboard is still among the choices.
  const usage = picker.getByRole('checkbox', { name: /^usage/ });
  await expect(usage).toBeFocused();
  // Nothing at all cannot be judged: the last kind of charge stays.
  await usage.click();
  await expect(usage).toBeChecked();
  await expect(picker.locator('summary')).toHaveText('Costs: cost, without tax');
});

test('the bill is split by any of its dimensions, and by tags once they are read', async ({
  bill: page,
  page: tab,
}) => {
  await page.result(csvFile('tagged.csv', bill()));
  await tab.locator('.cost-picker > summary').click();
  const split = tab.getByRole('combobox', { name: 'Split by' });
  await split.selectOption('Region (2)');
  await expect(page.series.locator('option')).toHaveText([/^Total/, /^eu-west-2/, /^eu-west-1/]);
  await split.selectOption('Tag team');
  await expect(page.series.locator('option')).toHaveCount(5);
  await expect(page.series.locator('option').nth(1)).toHaveText(/^team 3/);
  await expect(split).toHaveValue('tag:team');
});

test('a last day that lacks most of its services is drawn as arriving and raises nothing', async ({
  bill: page,
  page: tab,
}) => {
  await page.result(csvFile('arriving.csv', bill({ missing: 3 })));
  await expect(page.headline).toHaveText(/No anomalies/);
  await expect(page.notice).toContainText('2026-03-01 is still arriving and not judged');
  await tab.getByRole('button', { name: 'Table' }).click();
  await tab.locator('.day-frame').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  await expect(tab.locator('.day-table tbody tr').last()).toContainText('still arriving');
});

const odd = [
  'Bericht Mai;;;',
  'Abrechnung;Brutto;Betrag netto;Was',
  // Days of a sheet: numbers alone are taken for dates only where somebody says so.
  ...Array.from({ length: 30 }, (_, day) => `${46_023 + day};12,50;10,25;Strom`),
].join('\n');

test('columns that cannot be guessed are told once and remembered for the same header', async ({
  bill: page,
  page: tab,
}) => {
  await page.choose(csvFile('odd.csv', odd));
  await page.expectError(/no column with a date/);
  const read = tab.getByRole('button', { name: 'Read it so' });
  await expect(read).toBeDisabled();
  await expect(tab.getByRole('table')).toContainText('10,25');
  await tab.getByRole('combobox', { name: /^Date/ }).selectOption('Abrechnung');
  await expect(tab.getByRole('combobox', { name: /^Cost/ })).toHaveValue('Betrag netto');
  await read.click();
  await expect(page.headline).toBeVisible();
  await expect(page.fact('Total')).toHaveText('307.50');
  // The next file with this header is read at once.
  await page.result(csvFile('next.csv', odd.replaceAll('10,25', '20,00')));
  await expect(page.fact('Total')).toHaveText('600.00');
});

test('columns that hold something else lead back to the question', async ({
  bill: page,
  page: tab,
}) => {
  await page.choose(csvFile('odd.csv', odd));
  await tab.getByRole('combobox', { name: /^Date/ }).selectOption('Was');
  await tab.getByRole('button', { name: 'Read it so' }).click();
  await page.expectError(/rows could be read/);
  await expect(tab.getByRole('combobox', { name: /^Date/ })).toHaveValue('Was');
  await expect(tab.getByRole('heading', { name: 'Tell which column is which' })).toBeVisible();
});

test('other columns are told on a phone, and count more than a guess from then on', async ({
  bill: page,
  page: tab,
}) => {
  await tab.setViewportSize({ width: 360, height: 740 });
  const wide = 'Net amount before all of the discounts that were agreed upon';
  const lines = Array.from({ length: 30 }, (_, day) => `${dayOf(day)},2.00,Power,5.00,9`);
  const text = [`date,cost,service,${wide},service`, ...lines].join('\n');
  await page.result(csvFile('wide.csv', text));
  await expect(page.fact('Total')).toHaveText('60.00');
  await tab.getByText('Read by other columns').click();
  const cost = tab.getByRole('combobox', { name: /^Cost/ });
  await expect(cost.locator('option')).toHaveText(['—', 'date', 'cost', 'service', wide]);
  await cost.selectOption(wide);
  const width = await tab.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await tab.getByRole('button', { name: 'Read it so' }).click();
  await expect(page.fact('Total')).toHaveText('150.00');
  await page.result(csvFile('next.csv', text.replaceAll('5.00', '6.00')));
  await expect(page.fact('Total')).toHaveText('180.00');
});
