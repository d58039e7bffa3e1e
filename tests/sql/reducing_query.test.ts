// The queries of scripts/sql: written from one source, and DuckDB's run on bills, where what they give is
// read with the same totals as the bill itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allQueries, reducingQuery } from '../../scripts/sql/generate.mjs';
import { nativeProgram, testBill } from '../wasm/core_module';

const folder = fileURLToPath(new URL('../../scripts/sql', import.meta.url));
const samplesFolder = fileURLToPath(new URL('../../../shared/samples', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'expense-'));
let duckdb: DuckDBConnection;
beforeAll(async () => {
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  await duckdb.run("SET TimeZone = 'UTC'");
});
afterAll(() => rmSync(scratch, { recursive: true }));

test('the files are what the generator gives', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = files.filter((path) => path.endsWith('.sql')).sort();
  const queries = allQueries();
  expect(found).toEqual([...queries.keys()].sort());
  for (const [path, text] of queries) {
    expect(readFileSync(join(folder, path), 'utf8'), 'node scripts/sql/generate.mjs').toBe(text);
  }
});

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** As AWS names the columns of legacy reports in Athena: `lineItem/UsageType` is line_item_usage_type. */
const athenaName = (name: string): string =>
  name
    .replace('/', '_')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/__+/g, '_');

/** Makes the bill `your_table`, times as times and all else as text. @returns its columns. */
async function loadBill(path: string, format: string): Promise<string[]> {
  const scan = path.endsWith('.parquet')
    ? `read_parquet(${quoted(path)})`
    : `read_csv(${quoted(path)}, all_varchar = true, header = true, nullstr = ['', 'NULL'])`;
  const described = await duckdb.runAndReadAll(`DESCRIBE SELECT * FROM ${scan}`);
  const names = described.getRows().map(([name]) => String(name));
  const renamed = names.map((name) => (format === 'cur_legacy' ? athenaName(name) : name));
  const select = names.map((name, at) => {
    const isTime = /usage_(start|end)_date$|PeriodStart$/.test(renamed[at] ?? '');
    return `${isTime ? `CAST("${name}" AS TIMESTAMP)` : `"${name}"`} AS "${renamed[at]}"`;
  });
  await duckdb.run(`CREATE OR REPLACE VIEW your_table AS SELECT ${select.join(', ')} FROM ${scan}`);
  return renamed;
}

async function reduce(path: string, format: string): Promise<string> {
  const columns = await loadBill(path, format);
  const query = reducingQuery('duckdb', format, columns).trimEnd().replace(/;$/, '');
  const reduced = join(scratch, 'reduced.csv');
  await duckdb.run(`COPY (${query}) TO ${quoted(reduced)} (HEADER)`);
  return reduced;
}

interface Inspection {
  readonly format: string;
  readonly rows: number;
  readonly days: number;
  readonly first_date: string;
  readonly last_date: string;
  readonly currency: string;
  readonly totals: Record<string, string>;
  readonly by_service: Record<string, string>;
}

function run(args: string[]): string {
  const ran = spawnSync(nativeProgram, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(ran.status, ran.stderr).toBe(0);
  return ran.stdout;
}
const inspect = (path: string): Inspection => JSON.parse(run(['inspect', path])) as Inspection;

/** What was billed on each day and in each series by one measure. */
function dailyCosts(path: string, measure: string): Map<string, number> {
  const file = join(scratch, 'daily.csv');
  run(['detect', path, '--measure', measure, '--charge-types', 'all', '--daily', file]);
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  return new Map(
    rows.map((row) => {
      const [, name = '', cost = ''] = /^(.*,\d{4}-\d\d-\d\d),([^,]*)/.exec(row) ?? [];
      return [name, Number(cost)];
    }),
  );
}

function expectSameCosts(reduced: string, bill: string): void {
  const expected = inspect(bill);
  const found = inspect(reduced);
  expect(found.format).toBe('reduced');
  const { days, first_date, last_date, currency } = expected;
  expect(found).toMatchObject({ days, first_date, last_date, currency });
  expect(Object.keys(found.totals).sort()).toEqual(Object.keys(expected.totals).sort());
  for (const [measure, total] of Object.entries(expected.totals)) {
    expect(Number(found.totals[measure]), measure).toBeCloseTo(Number(total), 9);
    const costs = dailyCosts(bill, measure);
    const reducedCosts = dailyCosts(reduced, measure);
    expect([...reducedCosts.keys()].sort()).toEqual([...costs.keys()].sort());
    for (const [name, cost] of costs) expect(reducedCosts.get(name), name).toBeCloseTo(cost, 8);
  }
  for (const [service, cost] of Object.entries(expected.by_service)) {
    expect(Number(found.by_service[service]), service).toBeCloseTo(Number(cost), 9);
  }
}

test.each([
  ['cur_2', 'cur_2.csv'],
  ['focus', 'focus_small.csv'],
])('%s: a small bill has the same costs when it was reduced', async (format, name) => {
  expectSameCosts(await reduce(testBill(name), format), testBill(name));
});

const samples = [
  ['cur_2', 'aws-cur2-daily.csv.gz'],
  ['cur_legacy', 'aws-cur-legacy-anon-2023-11.csv.gz'],
  ['cur_legacy', 'aws-cur-legacy-daily-2018-q4.csv.gz'],
  ['focus', 'focus-1.0-2024-09.csv.gz'],
  ['focus', 'focus-1.2-aws-daily.csv.gz'],
] as const;
describe.skipIf(!existsSync(samplesFolder))('samples beside the checkout', () => {
  test.each(samples)('%s: %s has the same costs when it was reduced', async (format, name) => {
    const bill = join(samplesFolder, name);
    expectSameCosts(await reduce(bill, format), bill);
  });

  test('cur_2: Parquet, whose products are a map, has the same totals', async () => {
    const reduced = await reduce(join(samplesFolder, 'aws-cur2-daily.parquet'), 'cur_2');
    const { totals } = inspect(join(samplesFolder, 'aws-cur2-daily.csv.gz'));
    for (const [measure, total] of Object.entries(totals)) {
      expect(Number(inspect(reduced).totals[measure]), measure).toBeCloseTo(Number(total), 8);
    }
  });
});

test('what nothing used of a reservation belongs to all days of its month', async () => {
  const bill = join(scratch, 'cur.csv');
  const header =
    'line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,line_item_unblended_cost,line_item_currency_code,reservation_effective_cost,reservation_unused_recurring_fee,product_product_name';
  const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00Z`;
  const usage = Array.from(
    { length: 30 },
    (_, n) =>
      `${day(n + 1)},${day(n + 2)},DiscountedUsage,AmazonEC2,EUC1-BoxUsage,RunInstances,0,USD,1.5,,EC2`,
  );
  const fee = `${day(1)},2026-01-31T00:00:00Z,RIFee,AmazonEC2,EUC1-HeavyUsage,RunInstances,100,USD,,10.000000000001,EC2`;
  const pod = `${day(3)},${day(4)},Usage,AmazonEKS,EUC1-EKS,EKSPod-EC2,7,USD,,,EKS`;
  writeFileSync(bill, `${[header, fee, pod, ...usage].join('\n')}\n`);
  const reduced = await reduce(bill, 'cur_legacy');
  expect(inspect(reduced).totals).toEqual({ unblended: '100', amortized: '55.000000000001' });
  expectSameCosts(reduced, bill);
});
