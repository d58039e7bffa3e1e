// Packed files on the page: the same bill whatever it is packed in, and what is damaged is said.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { csvFile, type TestFile } from './bills';
import { expect, test } from './page_test';

const bytesOf = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../data/bills/${name}`, import.meta.url)));
const dataFile = (name: string): TestFile => csvFile(name, bytesOf(name));

const daily = bytesOf('daily.csv');
const half = daily.indexOf('\n', daily.length / 2) + 1;
const members = Buffer.concat([gzipSync(daily.subarray(0, half)), gzipSync(daily.subarray(half))]);

const sameBill = [
  { title: 'plain', file: csvFile('daily.csv', daily) },
  { title: 'gzip of two members', file: csvFile('daily.csv.gz', members) },
  { title: 'a zip whose second half is packed again', file: dataFile('bundle.zip') },
  { title: 'UTF-16', file: dataFile('excel_unicode.txt') },
];
for (const { title, file } of sameBill) {
  test(`the same bill is read from ${title}`, async ({ bill, page }) => {
    await bill.drop(file);
    await expect(bill.headline).toBeVisible();
    await expect(bill.fact('Rows read')).toHaveText('240');
    await expect(page.locator('.headline-bill > span').nth(2)).toHaveText('16,063.17 in 120 days');
  });
}

test('a picture in a zip is named and passed over', async ({ bill, page }) => {
  await bill.result(dataFile('bundle.zip'));
  await expect(bill.fact('Files')).toHaveText('bundle.zip/jan.csv, bundle.zip/sub/märz.csv.gz');
  await expect(page.locator('.facts')).toContainText('bundle.zip/photo.png: This is a PNG image');
});

test('gzip that is cut off is read up to the cut, which is said', async ({ bill }) => {
  await bill.result(csvFile('cut.csv.gz', gzipSync(daily).subarray(0, 900)));
  await expect(bill.facts).toContainText(
    'cut.csv.gz: the gzip data is cut off at its end, so the last days may lack costs',
  );
});

test('answers of Cost Explorer in JSON and Google’s JSON lines are read', async ({ bill }) => {
  await bill.result(dataFile('cost_explorer_answer.json'));
  await expect(bill.fact('Format')).toHaveText('AWS Cost Explorer JSON');
  await expect(bill.facts).toContainText('AWS marks 2 days as estimated');
  await bill.result(dataFile('google_export.jsonl'));
  await expect(bill.fact('Format')).toHaveText('Google Cloud billing export');
  await expect(bill.fact('Rows read')).toHaveText('60');
});

for (const codec of ['snappy', 'zstd', 'gzip']) {
  test(`Parquet packed with ${codec} is the same bill as the CSV`, async ({ bill, page }) => {
    const total = page.locator('.headline-bill > span').nth(2);
    await bill.result(dataFile('focus_small.csv'));
    const said = await total.textContent();
    await bill.result(dataFile(`focus_small.${codec}.parquet`));
    await expect(bill.fact('File')).toHaveText(`focus_small.${codec}.parquet`);
    await expect(total).toHaveText(said ?? '');
    await expect(bill.fact('Format')).toHaveText('FOCUS');
    await expect(bill.fact('Rows read')).toHaveText('121');
  });
}

test('Parquet in a zip is read, and a damaged file beside it is said', async ({ bill }) => {
  const files = {
    'a.parquet': bytesOf('focus_small.zstd.parquet'),
    'b.parquet': Buffer.from('PAR1'),
  };
  await bill.result(csvFile('bills.zip', Buffer.from(zipSync(files))));
  await expect(bill.fact('File')).toHaveText('bills.zip/a.parquet');
  await expect(bill.fact('Rows read')).toHaveText('121');
  await expect(bill.facts).toContainText('b.parquet: the Parquet file cannot be read: ');
});

test('a zip with a wrong checksum is read, and the damage is said', async ({ bill }) => {
  const zip = Buffer.from(zipSync({ 'daily.csv': daily }));
  const inTable = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 16;
  zip.writeUInt32LE(1, inTable);
  await bill.result(csvFile('daily.zip', zip));
  await expect(bill.fact('Rows read')).toHaveText('240');
  await expect(bill.facts).toContainText('its checksum is wrong, so totals may be wrong');
});

test('a Parquet file without a cost, and one that is cut off, are told what is wrong', async ({
  bill,
}) => {
  await bill.drop(dataFile('no_cost.parquet'));
  await bill.expectError(/has no column with a date and none with a cost.*"RegionId"/);
  await bill.drop(csvFile('cut.parquet', bytesOf('focus_small.snappy.parquet').subarray(0, 5000)));
  await bill.expectError(/The Parquet file cannot be read: /);
});

test('several files of different kinds are one bill', async ({ bill }) => {
  const second = Buffer.concat([Buffer.from('date,service,cost\n'), daily.subarray(half)]);
  await bill.drop(
    csvFile('first.csv.gz', gzipSync(daily.subarray(0, half))),
    csvFile('second.csv', second),
  );
  await expect(bill.headline).toBeVisible();
  await expect(bill.fact('Files')).toHaveText('first.csv.gz, second.csv');
  await expect(bill.fact('Rows read')).toHaveText('240');
});

test('a folder that falls on the page is one bill of all files in it', async ({
  bill,
  page,
}, info) => {
  const folder = info.outputPath('bills');
  mkdirSync(`${folder}/later`, { recursive: true });
  writeFileSync(`${folder}/b.csv`, daily.subarray(0, half));
  writeFileSync(
    `${folder}/later/a.csv.gz`,
    gzipSync(Buffer.concat([Buffer.from('date,service,cost\n'), daily.subarray(half)])),
  );
  writeFileSync(`${folder}/.hidden`, 'x');
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await expect(bill.headline).toBeVisible();
  await expect(bill.fact('Files')).toHaveText('bills/b.csv, bills/later/a.csv.gz');
  await expect(bill.fact('Rows read')).toHaveText('240');
});
