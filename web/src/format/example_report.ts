// A small report for tests: two series, three anomalies, figures that are easy to check by head.
import type { Anomaly, Report, SeriesColumns, SeriesSummary } from '../../../wasm/expense_core';
import { dayOfIso } from './dates';

export function exampleAnomaly(changes: Partial<Anomaly> = {}): Anomaly {
  return {
    id: 'a1',
    start: '2026-03-03',
    end: '2026-03-04',
    raised_on: null,
    kind: 'burst',
    score: 5,
    severity: 'high',
    slice: { service: 'Amazon EC2' },
    series: 1,
    impact: { total: '40.00', actual: '60.00', expected: '20.00', percent: 200, max: '25.00' },
    root_causes: [],
    ...changes,
  };
}

export function exampleSummary(changes: Partial<SeriesSummary> = {}): SeriesSummary {
  return {
    index: 0,
    slice: {},
    name: 'Total',
    first_date: '2026-03-01',
    last_date: '2026-03-10',
    days: 10,
    total: '150.00',
    arriving_days: 0,
    fitted: true,
    note: '',
    anomalies: 0,
    ...changes,
  };
}

export function exampleReport(changes: Partial<Report> = {}): Report {
  return {
    version: 1,
    input: {
      format: 'plain',
      files: ['bill.csv'],
      rows: 20,
      first_date: '2026-03-01',
      last_date: '2026-03-10',
      days: 10,
      currency: 'USD',
      primary_measure: 'billed_cost',
      total: '150',
      totals: {},
      missing_measures: [],
      by_service: {},
      costs: {
        measure: 'billed_cost',
        measure_reason: 'the only cost that the bill holds',
        split_by: 'service',
        total: '150',
        charge_types: [],
      },
      dimensions: [{ name: 'service', values: 1 }],
      offered_dimensions: ['tag:team'],
      quality: { arriving_days: 0, findings: [] },
      rejected: 0,
      rejected_rows: [],
      warnings: [],
    },
    options: {
      interval_width: 0.99,
      min_impact: 0,
      min_percent: 0,
      holidays: 'US',
      measure: '',
      charge_types: [],
      split_by: '',
      dimensions: [],
      columns: {},
    },
    series: [
      exampleSummary(),
      exampleSummary({ index: 1, name: 'Amazon EC2', slice: { service: 'Amazon EC2' } }),
    ],
    anomalies: [
      exampleAnomaly(),
      exampleAnomaly({
        id: 'a2',
        start: '2026-03-08',
        end: '2026-03-08',
        kind: 'drop',
        impact: {
          total: '-10.00',
          actual: '0.00',
          expected: '10.00',
          percent: -100,
          max: '-10.00',
        },
      }),
    ],
    ...changes,
  };
}

/** Ten days from 1 March 2026: 10 a day, 35 and 25 on the 3rd and 4th, 0 on the 8th. */
export function exampleColumns(): SeriesColumns {
  const first = dayOfIso('2026-03-01');
  const days = Int32Array.from({ length: 10 }, (_, row) => first + row);
  const actual = Float64Array.from([10, 10, 35, 25, 10, 10, 10, 0, 10, 10]);
  return {
    days,
    actual,
    expected: new Float64Array(10).fill(10),
    lower: new Float64Array(10).fill(8),
    upper: new Float64Array(10).fill(12),
  };
}
