// The module's face as expense_core.d.ts describes it: a field that exists on one side only fails here.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type {
  Anomaly,
  CoreError,
  DetectOptions,
  ExpenseCore,
  Inspection,
  RejectedRow,
  Report,
  SeriesColumns,
  SeriesSummary,
} from '../../wasm/expense_core';
import { analyse, countryHolidays, loadCore, parse, push, testBill, unwrap } from './core_module';

let core: ExpenseCore;
beforeAll(async () => {
  core = await loadCore();
});

// One full value of each type. The compiler demands every field here and allows no other, and the
// tests demand that the module's answers have exactly these fields.
const options: Required<DetectOptions> = {
  interval_width: 0.97,
  min_impact: 2.5,
  min_percent: 12.5,
  holidays: 'none',
  measure: 'effective',
  charge_types: ['usage'],
  split_by: 'region',
  dimensions: ['tag:team'],
  columns: { date: 'Day', cost: 'Amount' },
};
const row: Required<RejectedRow> = { file: '', line: 0, reason: '' };
const error: Required<CoreError> = {
  code: '',
  message: '',
  file: '',
  line: 0,
  column: '',
  advice: '',
};
const inspection: Required<Inspection> = {
  format: '',
  files: [],
  rows: 0,
  first_date: '',
  last_date: '',
  days: 0,
  currency: '',
  primary_measure: '',
  total: '',
  totals: {},
  missing_measures: [],
  by_service: {},
  costs: { measure: '', measure_reason: '', split_by: '', total: '', charge_types: [] },
  dimensions: [],
  offered_dimensions: [],
  quality: { arriving_days: 0, findings: [] },
  rejected: 0,
  rejected_rows: [row],
  warnings: [],
};
const summary: Required<SeriesSummary> = {
  index: 0,
  slice: {},
  name: '',
  first_date: '',
  last_date: '',
  days: 0,
  total: '',
  arriving_days: 0,
  fitted: true,
  note: '',
  anomalies: 0,
};
const anomaly: Required<Anomaly> = {
  id: '',
  start: '',
  end: '',
  raised_on: null,
  kind: 'spike',
  score: 0,
  severity: 'low',
  slice: {},
  series: 0,
  impact: { total: '', actual: '', expected: '', percent: null, max: '' },
  root_causes: [],
};
const report: Required<Report> = {
  version: 1,
  input: inspection,
  options,
  series: [summary],
  anomalies: [anomaly],
};

const fields = (value: object): string[] => Object.keys(value).sort();

function sampleBill(seed: number, days: number): Uint8Array {
  const bill = new core.SampleBill(seed, days);
  const slices: Uint8Array[] = [];
  for (let slice = bill.next(); slice.length > 0; slice = bill.next()) slices.push(slice);
  bill.delete();
  return new Uint8Array(Buffer.concat(slices));
}

describe('options', () => {
  test('with no default in them come back whole', () => {
    expect(unwrap(core.echoOptions(JSON.stringify(options)))).toEqual(options);
  });
  test('by default have every field', () => {
    expect(fields(JSON.parse(core.defaultOptions()))).toEqual(fields(options));
  });
  test.each([
    ['an unknown field', { ...options, min_impacts: 1 }],
    ['a text for a number', { ...options, min_impact: '1' }],
    ['a number beyond its range', { ...options, interval_width: 1 }],
    ['a number for a text', { ...options, measure: 1 }],
  ])('with %s are refused', (_, wrong) => {
    const outcome = parse(core.echoOptions(JSON.stringify(wrong)));
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) {
      expect(fields(outcome.error)).toEqual(fields(error));
      expect(outcome.error.code).toBe('invalid_option');
    }
  });
  test('that are wrong are told when the first file is opened', () => {
    const session = new core.Session('{"min_impact": -1}');
    expect(parse(session.openFile('x.csv')).ok).toBe(false);
    session.delete();
  });
});

describe('answers', () => {
  test('of a whole analysis have the fields that the types name', () => {
    const outcome = analyse(core, 'sample.csv', sampleBill(5, 400));
    if (!outcome.ok) throw new Error(outcome.error.message);
    const found = outcome.value;
    expect(fields(found)).toEqual(fields(report));
    expect(fields(found.input)).toEqual(fields(inspection));
    expect(fields(found.options)).toEqual(fields(options));
    expect(found.anomalies.length).toBeGreaterThan(0);
    for (const one of found.series) expect(fields(one)).toEqual(fields(summary));
    for (const one of found.anomalies) {
      expect(fields(one)).toEqual(fields(anomaly));
      expect(fields(one.impact)).toEqual(fields(anomaly.impact));
    }
  });
  test('name rejected rows', () => {
    const bytes = readFileSync(testBill('three_bad_dates.csv'));
    const outcome = analyse(core, 'three_bad_dates.csv', bytes);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.input.rejected).toBe(3);
    for (const one of outcome.value.input.rejected_rows) expect(fields(one)).toEqual(fields(row));
  });
  test('of a bill that is none are errors with a place and advice', () => {
    const outcome = analyse(
      core,
      'no_cost_column.csv',
      readFileSync(testBill('no_cost_column.csv')),
    );
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) {
      expect(outcome.error.file).toBe('no_cost_column.csv');
      expect(outcome.error.advice).not.toBe('');
    }
  });
});

describe('a session', () => {
  test('gives columns of equal length that outlive it', () => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'sample.csv', sampleBill(1, 90));
    unwrap(session.inspect());
    unwrap(session.judge(0));
    const columns: Required<SeriesColumns> = session.columns(0);
    session.delete();
    sampleBill(2, 800); // grows the memory, which detaches views
    expect(fields(columns)).toEqual(['actual', 'days', 'expected', 'lower', 'upper']);
    for (const column of Object.values(columns)) expect(column.length).toBe(90);
    expect(columns.days).toBeInstanceOf(Int32Array);
  });
  test('has no expected costs for a series without a model', () => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'five_rows.csv', readFileSync(testBill('five_rows.csv')));
    unwrap(session.inspect());
    const judged = unwrap(session.judge(0));
    expect(judged.fitted).toBe(false);
    expect(judged.note).toContain('14');
    expect(session.columns(0).expected.length).toBe(0);
    expect(session.columns(0).actual.length).toBeGreaterThan(0);
    session.delete();
  });
  test('is judged anew by the holidays of another region, without being read again', () => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'sample.csv', sampleBill(3, 730));
    unwrap(session.inspect());
    unwrap(session.judge(0));
    const american = session.columns(0).expected;
    expect(unwrap(session.useHolidays('DE', countryHolidays))).toBeNull();
    expect(unwrap(session.report()).series).toEqual([]);
    expect(session.columns(0).expected.length).toBe(0);
    unwrap(session.judge(0));
    expect(unwrap(session.report()).options.holidays).toBe('DE');
    expect(session.columns(0).expected).not.toEqual(american);
    unwrap(session.useHolidays('US', ''));
    unwrap(session.judge(0));
    expect(session.columns(0).expected).toEqual(american);
    session.delete();
  });
  test.each([
    ['without a calendar', 'DE', ''],
    ['that the calendar lacks', 'DE-XX', countryHolidays],
    ['of a calendar that is none', 'DE', 'date,cost\n'],
  ])('refuses a region %s, and goes on as before', (_, region, calendar) => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'sample.csv', sampleBill(1, 90));
    unwrap(session.inspect());
    const outcome = parse(session.useHolidays(region, calendar));
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.error.advice).not.toBe('');
    expect(unwrap(session.judge(0)).fitted).toBe(true);
    expect(unwrap(session.report()).options.holidays).toBe('US');
    session.delete();
  });
  test('refuses a series that is not there', () => {
    const session = new core.Session(core.defaultOptions());
    push(session, 'five_rows.csv', readFileSync(testBill('five_rows.csv')));
    unwrap(session.inspect());
    expect(parse(session.judge(1_000)).ok).toBe(false);
    session.delete();
  });
});
