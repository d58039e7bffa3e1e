// The module gives what the native program gives: the same bytes, the same anomalies, the same cents.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExpenseCore } from '../../wasm/expense_core';
import { analyse, loadCore, native, nativeProgram, push, testBill, unwrap } from './core_module';

const scratch = mkdtempSync(join(tmpdir(), 'expense-'));
let core: ExpenseCore;
beforeAll(async () => {
  core = await loadCore();
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Day by day columns as the native program writes them: series, day, actual, expected, lower, upper. */
interface DailyRow {
  readonly series: string;
  readonly values: readonly number[];
}

function readDaily(path: string): DailyRow[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [series = '', , ...values] = line.split(',');
    return { series, values: values.map(Number) };
  });
}

describe.each([1, 7, 2026])('sample bill %i', (seed) => {
  test('has the same bytes and the same truth', () => {
    const truthFile = join(scratch, 'truth.json');
    const expected = native('generate', '--seed', `${seed}`, '--truth', truthFile);
    const bill = new core.SampleBill(seed, 730);
    const slices: Uint8Array[] = [];
    for (let slice = bill.next(); slice.length > 0; slice = bill.next()) slices.push(slice);
    expect(Buffer.concat(slices).equals(expected)).toBe(true);
    expect(bill.truth()).toBe(readFileSync(truthFile, 'utf8'));
    bill.delete();
  });

  test('has the same report, to the last character', () => {
    const bytes = native('generate', '--seed', `${seed}`);
    const path = join(scratch, 'sample.csv');
    writeFileSync(path, bytes);
    const outcome = analyse(core, path, bytes);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(`${JSON.stringify(outcome.value, null, 2)}\n`.length).toBeGreaterThan(1_000);
    expect(outcome.value).toEqual(JSON.parse(native('detect', path).toString('utf8')));
  });

  test.each(['DE-BY', 'US-CA', 'none'])('has the same report with the holidays of %s', (region) => {
    const bytes = native('generate', '--seed', `${seed}`);
    const path = join(scratch, 'sample.csv');
    writeFileSync(path, bytes);
    const outcome = analyse(core, path, bytes, { holidays: region });
    if (!outcome.ok) throw new Error(outcome.error.message);
    const expected = native('detect', path, '--holidays', region).toString('utf8');
    expect(outcome.value).toEqual(JSON.parse(expected));
  });

  test('has model values within 1e-9 relative', () => {
    const bytes = native('generate', '--seed', `${seed}`);
    const path = join(scratch, 'sample.csv');
    const dailyPath = join(scratch, 'daily.csv');
    writeFileSync(path, bytes);
    native('detect', path, '--daily', dailyPath);
    const expected = readDaily(dailyPath);
    const session = new core.Session(core.defaultOptions());
    push(session, path, bytes);
    unwrap(session.inspect());
    let row = 0;
    let worst = 0;
    for (let i = 0; i < session.seriesCount(); ++i) {
      unwrap(session.judge(i));
      const columns = session.columns(i);
      for (let day = 0; day < columns.days.length; ++day) {
        const found = [columns.actual, columns.expected, columns.lower, columns.upper];
        found.forEach((column, which) => {
          const want = expected[row]?.values[which] ?? Number.NaN;
          const have = column[day] ?? Number.NaN;
          worst = Math.max(worst, Math.abs(have - want) / Math.max(1, Math.abs(want)));
        });
        ++row;
      }
    }
    session.delete();
    expect(row).toBe(expected.length);
    expect(worst).toBeLessThan(1e-9);
  });
});

test.each([
  'cost_explorer_daily.csv',
  'focus_small.csv',
  'daily.csv',
  'excel_unicode.txt',
  'cost_explorer_answer.json',
  'google_export.jsonl',
  'negative_costs.csv',
  'all_zeros.csv',
  'twelve_days.csv',
  'three_bad_dates.csv',
])('%s has the same report', (name) => {
  const path = testBill(name);
  const outcome = analyse(core, path, readFileSync(path));
  if (!outcome.ok) throw new Error(outcome.error.message);
  expect(outcome.value).toEqual(JSON.parse(native('detect', path).toString('utf8')));
});

test.each([
  'empty.csv',
  'blank.csv',
  'header_only.csv',
  'binary.csv',
  'no_date_column.csv',
  'no_cost_column.csv',
  'web_page.csv',
])('%s is refused in the same words', (name) => {
  const path = testBill(name);
  const outcome = analyse(core, path, readFileSync(path));
  const refused = spawnSync(nativeProgram, ['detect', path], { encoding: 'utf8' });
  expect(outcome.ok).toBe(false);
  expect(refused.status).toBe(1);
  if (!outcome.ok) {
    expect(refused.stderr).toContain(outcome.error.message);
    expect(refused.stderr).toContain(outcome.error.advice);
  }
});

test('the size of the slices does not change the report', () => {
  const bytes = readFileSync(testBill('focus_small.csv'));
  const reports = [1, 7, 4_096].map((slice) => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'focus_small.csv', bytes, slice);
    const inspection = unwrap(session.inspect());
    session.delete();
    return inspection;
  });
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[2]).toEqual(reports[0]);
});
