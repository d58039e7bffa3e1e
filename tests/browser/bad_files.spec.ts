// Files that are wrong in every way we could think of: each gets a reason, none a dead page.
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { billWithAnomalies, csvFile, isoDay, monthlyBill, plainBill } from './bills';
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
    file: csvFile('cut.csv.gz', gzipSync(plainBill(400)).subarray(0, 12)),
    says: /cannot be read: the gzip data is cut off/,
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
  await expect(bill.notice).toBeInViewport({ ratio: 1 });
  await expect(bill.notice).toContainText(
    '3 of 1,000 rows were left out: their days may look too low.',
  );
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
  await expect(bill.headline).toHaveText('Nothing could be judged');
  await expect(bill.headlineDetail).toContainText('Only 12 days of costs; the model needs 14.');
  await expect(bill.notice).toHaveCount(0);
  await expect(bill.fact('Expected band')).toHaveCount(0);
  await expect(bill.caption).toContainText(/14/);
  await expect(bill.chart).toBeVisible();
});

for (const months of [12, 24]) {
  test(`${months} rows, one a month, are drawn and not called calm`, async ({ bill }) => {
    await bill.result(csvFile('monthly.csv', monthlyBill(months)));
    await expect(bill.headline).toHaveText('Nothing could be judged');
    await expect(bill.notice).toContainText('Warning: one row a month');
    await expect(bill.chart).toBeVisible();
    expect(await inkIn(bill.page)).toBeGreaterThan(100);
  });
}

test('a single day is a dot', async ({ bill, page }) => {
  await bill.result(csvFile('one.csv', plainBill(1)));
  await expect(page.locator('.headline-bill')).toContainText('in 1 day');
  await expect(bill.chart).toBeVisible();
  expect(await inkIn(page)).toBeGreaterThan(10);
});

/** Pixels of the chart in the color of the actual cost. */
function inkIn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.chart-surface canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('the chart is not drawn');
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const wanted = [0x14, 0x26, 0x3d];
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const isInk = wanted.every((part, channel) => Math.abs((data[at + channel] ?? 0) - part) < 3);
      if (isInk && data[at + 3] === 255) count += 1;
    }
    return count;
  });
}

test('a series that could not be judged is counted under the headline', async ({ bill, page }) => {
  const few = [197, 198, 199].map((day) => `${isoDay(day)},Rare,1`).join('\n');
  await bill.result(csvFile('partly.csv', `${billWithAnomalies()}${few}\n`));
  const link = page.getByRole('link', { name: '1 of 4 series could not be judged' });
  await page.locator('#series-notes summary').click();
  await expect(page.locator('#series-notes li')).toBeHidden();
  await link.click();
  await expect(page.locator('#series-notes li')).toBeInViewport();
  await expect(page.locator('#series-notes li')).toContainText('Rare');
});

test('the total has two decimals, and all of them at hand', async ({ bill }) => {
  await bill.result(csvFile('exact.csv', 'date,cost\n2025-01-06,1234.56789\n'));
  await expect(bill.fact('Total')).toHaveText('1,234.57');
  await expect(bill.fact('Total')).toHaveAttribute('title', '1,234.56789');
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
  await expect(bill.headline).toHaveText(/^No anomalies|^Nothing could be judged/);
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
