// List, chart and table are one: selecting in either moves the other, and all say the same numbers.
import type { Locator } from '@playwright/test';
import { billWithAnomalies, csvFile } from './bills';
import { expect, test } from './page_test';

const good = csvFile('good.csv', billWithAnomalies());

test.beforeEach(async ({ bill }) => {
  await bill.result(good);
});

const cell = (row: Locator, column: number) => row.locator('th, td').nth(column).textContent();

test('the list is ordered by impact', async ({ bill }) => {
  const sizes = (await bill.rows.locator('th').allTextContents()).map((text) =>
    Number(text.replace(/[^\d.]/g, '')),
  );
  expect(sizes.length).toBeGreaterThan(1);
  expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
});

test('the planted rise and the planted drop are found, and look different', async ({ bill }) => {
  const storage = bill.rows.filter({ hasText: 'Storage' });
  await expect(storage.filter({ hasText: '▲' }).filter({ hasText: '6–8 May 2025' })).toHaveCount(1);
  await expect(storage.filter({ hasText: '▼' }).filter({ hasText: '15 Jun 2025' })).toHaveCount(1);
});

test('choosing a row shows its series and frames its days', async ({ bill }) => {
  await bill.page.getByRole('button', { name: 'All days' }).click();
  const row = bill.rows.filter({ hasText: 'Storage' }).first();
  await row.getByRole('button').click();
  await expect(row).toHaveClass(/selected/);
  await expect(bill.series.locator('option:checked')).toContainText('Storage');
  await expect(bill.caption).toContainText('Storage');
  await expect(bill.days).not.toHaveText('6 Jan – 24 Jul 2025');
});

test('choosing a window in the chart brings its row into focus', async ({ bill, page }) => {
  await bill.series.selectOption({ label: await labelOf(bill.series, 'Storage') });
  await page.getByRole('button', { name: 'All days' }).click();
  await expect(page.locator('tr.selected')).toHaveCount(0);
  await bill.chart.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await expect(page.locator('tr.selected button:focus')).toHaveCount(1);
  await expect(page.locator('tr.selected')).toContainText('Storage');
});

test('a click on a marker selects it as well', async ({ bill, page }) => {
  await bill.series.selectOption({ label: await labelOf(bill.series, 'Storage') });
  await bill.chart.focus();
  await page.keyboard.press('n');
  const dot = await page.locator('.cursor-dot').boundingBox();
  if (dot === null) throw new Error('the cursor is not shown');
  await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await expect(page.locator('tr.selected button:focus')).toHaveCount(1);
});

test('filters narrow the list and can be cleared', async ({ bill, page }) => {
  const all = await bill.rows.count();
  await page.getByRole('searchbox').fill('storage');
  await expect(bill.rows.filter({ hasNotText: 'Storage' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Direction' }).selectOption('below');
  await expect(bill.rows.filter({ hasText: '▲' })).toHaveCount(0);
  await page.getByRole('searchbox').fill('nowhere');
  await expect(page.getByText(/None of the .* fits the filter/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(bill.rows).toHaveCount(all);
});

test('tooltip, spoken text, table and list say the same numbers', async ({ bill, page }) => {
  await bill.series.selectOption({ label: await labelOf(bill.series, 'Storage') });
  await bill.chart.focus();
  // The planted drop is one day long: its impact is that day's difference.
  await page.keyboard.press('p');
  await expect(bill.chart).toHaveAttribute('aria-valuetext', '15 Jun 2025');
  const figure = (name: string) =>
    bill.tooltip.locator(`[data-figure=${name}]`).textContent() as Promise<string>;
  const [actual, expected, difference] = [
    await figure('actual'),
    await figure('expected'),
    await figure('difference'),
  ];
  const spoken = page.locator('[aria-live=polite]');
  await expect(spoken).toContainText(`actual ${actual}, expected ${expected}`);
  await expect(spoken).toContainText(`difference ${difference}`);

  const listed = bill.rows.filter({ hasText: 'Storage' }).filter({ hasText: '15 Jun 2025' });
  expect(await cell(listed, 0)).toContain(difference.split(' ')[0]);
  expect(difference).toContain((await cell(listed, 1)) ?? 'no percentage');

  await page.getByRole('button', { name: 'Table' }).click();
  const frame = page.locator('.day-frame');
  await frame.evaluate((element) => {
    element.scrollTop = 160 * 30;
  });
  const day = frame.getByRole('row').filter({ hasText: '15 Jun 2025' });
  await expect(day).toHaveCount(1);
  expect(await cell(day, 1)).toBe(actual);
  expect(await cell(day, 2)).toBe(expected);
  expect(difference).toContain((await cell(day, 5)) ?? 'no difference');
});

test('the table holds the visible days', async ({ bill, page }) => {
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByRole('button', { name: 'Table' }).click();
  await expect(page.locator('.day-table')).toHaveAttribute('aria-rowcount', '31');
  await expect(page.locator('.day-table tbody tr').first()).toContainText('25 Jun 2025');
  await expect(bill.chart).toBeHidden();
});

test('the range follows buttons, keys, the wheel, a drag, and a double click', async ({
  bill,
  page,
}) => {
  const whole = '6 Jan – 24 Jul 2025';
  await page.getByRole('button', { name: 'All days' }).click();
  await expect(bill.days).toHaveText(whole);

  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await expect(bill.days).toHaveText('25 Jun – 24 Jul 2025');
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect(bill.days).toHaveText('10 Jun – 9 Jul 2025');
  await bill.chart.focus();
  await page.keyboard.press('0');
  await expect(bill.days).toHaveText(whole);

  await bill.point(0.5);
  await page.mouse.wheel(0, -200);
  await expect(bill.days).toHaveText(whole);
  await page.keyboard.down('Control');
  await bill.point(0.5);
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect(bill.days).not.toHaveText(whole);
  const zoomedIn = await bill.days.textContent();

  await bill.point(0.3);
  await page.mouse.down();
  await bill.point(0.4);
  await bill.point(0.5);
  await page.mouse.up();
  await expect(bill.days).not.toHaveText(zoomedIn ?? '');

  const box = await bill.chart.boundingBox();
  if (box === null) throw new Error('the chart is not visible');
  await page.mouse.dblclick(box.x + box.width * 0.8, box.y + 20);
  await expect(bill.days).toHaveText(whole);
});

/** The full text of the series' option: its count of anomalies belongs to it. */
async function labelOf(select: Locator, name: string): Promise<string> {
  return (await select.locator('option', { hasText: name }).first().textContent()) ?? '';
}

test('the tooltip stays inside a narrow chart', async ({ bill, page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const share of [0.3, 0.45, 0.6, 0.9]) {
    await bill.point(share);
    const [tooltip, chart] = [await bill.tooltip.boundingBox(), await bill.chart.boundingBox()];
    if (tooltip === null || chart === null) throw new Error('the tooltip is not shown');
    expect(tooltip.x).toBeGreaterThanOrEqual(chart.x);
    expect(tooltip.x + tooltip.width).toBeLessThanOrEqual(chart.x + chart.width + 1);
  }
});

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`on a phone a chosen row brings the chart into view (motion: ${reducedMotion})`, async ({
    bill,
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    await page.setViewportSize({ width: 360, height: 640 });
    const row = bill.rows.last();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await row.scrollIntoViewIfNeeded();
    await expect(bill.chart).not.toBeInViewport();
    await row.locator('td').first().click();
    await expect(bill.chart).toBeInViewport({ ratio: 1 });
    await expect(row.getByRole('button')).toBeFocused();
  });
}

test('on a wide screen a chosen row moves nothing', async ({ bill, page }) => {
  await bill.rows.nth(1).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await bill.rows.nth(1).locator('td').first().click();
  await expect(bill.rows.nth(1)).toHaveClass(/selected/);
  expect(await page.evaluate(() => scrollY)).toBe(before);
});
