// Whose public holidays count: the bill is judged anew by the reader's choice, and the view stays.

import { rmSync, writeFileSync } from 'node:fs';
import { billOfAscensionDays, billWithAnomalies, csvFile, longBill } from './bills';
import { expect, test } from './page_test';

const resting = csvFile('resting.csv', billOfAscensionDays());

test('a day that is a holiday in the chosen country is no anomaly', async ({ bill, page }) => {
  await bill.result(resting);
  await expect(bill.holidays).toHaveValue('US');
  await expect(bill.holidays.locator('option')).toHaveText([
    'None',
    'United States',
    'Other country…',
  ]);
  const ascensionDays = bill.rows
    .locator('.days')
    .filter({ hasText: /^(29 May 2025|14 May 2026)$/ });
  await expect(ascensionDays).toHaveCount(2);

  await bill.holidays.selectOption('Other country…');
  await expect(bill.holidays).toHaveValue('US');
  await expect(bill.holidays).toBeFocused();
  await expect(bill.holidays.locator('option')).toHaveCount(105);
  await bill.holidays.selectOption('Germany');
  await expect(ascensionDays).toHaveCount(0);
  // The keyboard goes on choosing; what came of it is read out.
  await expect(bill.holidays).toBeFocused();
  await expect(bill.holidays).toHaveValue('DE');
  await expect(page.getByRole('status').first()).toHaveText(
    (await bill.headline.textContent()) ?? '',
  );

  // Back to none: both are unusual again.
  await bill.holidays.selectOption('None');
  await expect(ascensionDays).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Region of the country' })).toHaveCount(0);
});

test('a country has its regions to choose from, and the choice holds for the next bill', async ({
  bill,
}) => {
  await bill.result(resting);
  await bill.chooseHolidaysOf('Germany');
  await expect(bill.holidayRegion.locator('option')).toHaveCount(17);
  await bill.holidayRegion.selectOption('Bayern');
  await expect(bill.headline).toBeVisible();
  await expect(bill.holidayRegion).toHaveValue('DE-BY');
  await bill.result(csvFile('next.csv', billWithAnomalies()));
  await expect(bill.holidays).toHaveValue('DE');
  await expect(bill.holidayRegion).toHaveValue('DE-BY');
});

test('what the reader looks at stays', async ({ bill, page }) => {
  await bill.result(csvFile('two.csv', billWithAnomalies()));
  await bill.series.selectOption('2');
  await page.getByRole('button', { name: 'Table' }).click();
  await bill.holidays.selectOption('None');
  await expect(bill.headline).toBeVisible();
  await expect(bill.series).toHaveValue('2');
  await expect(page.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'true');
});

test('by keyboard one letter after the other leads to a country', async ({ bill, page }) => {
  await bill.result(resting);
  await bill.holidays.selectOption('Other country…');
  await expect(bill.holidays.locator('option')).toHaveCount(105);
  await bill.holidays.focus();
  await page.keyboard.type('germany', { delay: 60 });
  await expect(bill.holidays).toHaveValue('DE');
  await expect(bill.headline).toBeVisible();
  await expect(bill.holidays).toBeFocused();
  await expect(bill.holidays).toHaveValue('DE');
});

test('a bill that was read is judged anew without its file; one that was not is read again', async ({
  bill,
  page,
}, info) => {
  const path = info.outputPath('gone.csv');
  writeFileSync(path, resting.buffer);
  await page.locator('#file-input').setInputFiles(path);
  await expect(bill.headline).toBeVisible();
  rmSync(path);
  await bill.holidays.selectOption('None');
  await expect(bill.headline).toBeVisible();
  // The next bill takes its place in memory, and is given up half way.
  await bill.choose(csvFile('long.csv', longBill(60, 1500)));
  await bill.cancel.click();
  await expect(bill.headline).toBeVisible();
  await bill.holidays.selectOption('United States');
  await bill.expectError(/could not read the file/);
});
