// Files that are wrong in every way we could think of: each gets a reason, none a dead page.
import { gzipSync } from 'node:zlib';
import { billWithAnomalies, csvFile, isoDay, plainBill } from './bills';
import { expect, test } from './page_test';

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806000000', 'hex');

const unusable = [
  { title: 'an empty file', file: csvFile('empty.csv', ''), says: /^The file is empty\./ },
  {
    title: 'only a header',
    file: csvFile('header.csv', 'date,cost\n'),
    says: /has a header but no rows below it/,
  },
  {
    title: 'a picture called .csv',
    file: csvFile('photo.csv', PNG),
    says: /is a PNG image, not a CSV file/,
  },
  {
    title: 'no date column',
    file: csvFile('no_date.csv', 'service,cost\nA,1\nB,2\n'),
    says: /has no column with a date/,
  },
  {
    title: 'no cost column',
    file: csvFile('no_cost.csv', 'date,service\n2026-01-01,A\n'),
    says: /has no column with a cost/,
  },
  {
    title: 'gzip that ends too early',
    file: csvFile('cut.csv.gz', gzipSync(plainBill(400)).subarray(0, 200)),
    says: /damaged or ends too early/,
  },
];

for (const { title, file, says } of unusable) {
  test(`${title} is told what is wrong and what to do`, async ({ bill }) => {
    await bill.drop(file);
    await bill.expectError(says);
    await expect(bill.error).toContainText(file.name);
    await bill.page.getByRole('button', { name: 'Back to the start' }).click();
    await expect(bill.heading).toHaveText('Find what is unusual in a cloud bill');
  });
}

test('after an error the next file is analyzed', async ({ bill }) => {
  await bill.drop(csvFile('empty.csv', ''));
  await bill.expectError(/empty/i);
  await bill.result(csvFile('good.csv', billWithAnomalies()));
  await expect(bill.facts).toContainText('good.csv');
});

test('an error keeps the previous result at hand', async ({ bill, page }) => {
  await bill.result(csvFile('good.csv', billWithAnomalies()));
  const headline = await bill.headline.textContent();
  await bill.choose(csvFile('empty.csv', ''));
  await bill.expectError(/empty/i);
  await page.getByRole('button', { name: 'Back to the previous result' }).click();
  await expect(bill.headline).toHaveText(headline ?? '');
});

test('a file cut in the middle of a row is analyzed without that row', async ({ bill }) => {
  const whole = plainBill(60);
  await bill.result(csvFile('cut.csv', `${whole}${isoDay(60)}`));
  await expect(bill.facts).toContainText('1 row left out');
});

test('three bad dates among a thousand rows are listed, the rest is analyzed', async ({
  bill,
  page,
}) => {
  const lines = plainBill(1000).split('\n');
  for (const line of [100, 500, 900]) lines[line] = `2025-13-${line},5`;
  await bill.result(csvFile('three_bad.csv', lines.join('\n')));
  await expect(bill.facts).toContainText('3 rows left out');
  await page.getByText('3 rows left out').click();
  const rows = bill.facts.getByRole('row');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText('101');
  await expect(rows.nth(2)).toContainText('501');
  await expect(rows.nth(3)).toContainText('901');
});

test('fewer than 14 days are drawn, with a note in place of a band', async ({ bill }) => {
  await bill.result(csvFile('short.csv', plainBill(12)));
  await expect(bill.headline).toHaveText('Not enough history to say what is unusual');
  await expect(bill.caption).toContainText(/14/);
  await expect(bill.chart).toBeVisible();
});

test('five rows are enough for a picture', async ({ bill }) => {
  await bill.result(csvFile('five.csv', plainBill(5)));
  await expect(bill.fact('Rows read')).toHaveText('5');
  await expect(bill.chart).toBeVisible();
});

test('negative costs are analyzed and written with their sign', async ({ bill }) => {
  await bill.result(
    csvFile(
      'credits.csv',
      plainBill(60, (day) => -10 - (day % 7)),
    ),
  );
  await bill.point(0.5);
  await expect(bill.tooltip.locator('[data-figure=actual]')).toHaveText(/^\u2212/);
});

test('a bill of zeros is calm', async ({ bill }) => {
  await bill.result(
    csvFile(
      'zeros.csv',
      plainBill(60, () => 0),
    ),
  );
  await expect(bill.headline).toHaveText(/^No anomalies|^Not enough history/);
  await bill.point(0.5);
  await expect(bill.tooltip.locator('[data-figure=actual]')).toHaveText(/0\.00$/);
});

test('gzip is read whatever it is called', async ({ bill }) => {
  await bill.result(csvFile('packed.csv', gzipSync(billWithAnomalies())));
  await expect(bill.rows.first()).toBeVisible();
});

test('several files are read as one bill', async ({ bill }) => {
  const [header = '', ...rows] = plainBill(60).trimEnd().split('\n');
  const part = (from: number, to: number): string =>
    [header, ...rows.slice(from, to), ''].join('\n');
  await bill.drop(csvFile('one.csv', part(0, 30)), csvFile('two.csv', part(30, 60)));
  await expect(bill.headline).toBeVisible();
  await expect(bill.facts).toContainText('one.csv, two.csv');
  await expect(bill.page.locator('.headline-bill')).toContainText('60 days');
});

test('text from a bill is never taken for markup', async ({ bill, page }) => {
  const name = '"<img src=x onerror=""document.title=1"">"';
  await bill.result(csvFile('markup.csv', billWithAnomalies().replaceAll('Storage', name)));
  await expect(page.locator('.anomaly-table')).toContainText('<img src=x');
  await expect(bill.series).toContainText('<img src=x');
  expect(await page.locator('img').count()).toBe(0);
});
