// The answers in words: headline, largest anomaly, the figures of a day, the parts of an error.
import { describe, expect, test } from 'vitest';
import { dayFacts, dayFactsSentence } from './day_facts';
import { errorDetails, errorPlace, errorTitle } from './error_text';
import { exampleColumns, exampleReport, exampleSummary } from './example_report';
import { billNotices, headline, headlineDetail, unjudgedSeries } from './sentences';

describe('headline', () => {
  test('counts the anomalies and the series that have one', () => {
    expect(headline(exampleReport())).toBe('2 anomalies in 1 of 2 series');
    expect(headlineDetail(exampleReport())).toBe(
      'The largest: Amazon EC2, $40.00 above expected (200\u00a0%) from 3 Mar 2026 to 4 Mar 2026.',
    );
  });

  test('is calm when there is none', () => {
    const calm = exampleReport({ anomalies: [] });
    expect(headline(calm)).toBe('No anomalies in 2 series');
    expect(headlineDetail(calm)).toBe(
      'In 10 days no unusual difference reached $0.00 and 0\u00a0%.',
    );
  });

  test('does not claim calm when nothing could be judged', () => {
    const total = exampleSummary({ fitted: false, note: 'Only 5 days of costs.' });
    const short = exampleReport({
      anomalies: [],
      series: [total, exampleSummary({ fitted: false })],
    });
    expect(headline(short)).toBe('Nothing could be judged');
    expect(headlineDetail(short)).toBe('Only 5 days of costs.');
    expect(unjudgedSeries(short)).toBe('');
  });

  test('says how many series could not be judged', () => {
    const series = [exampleSummary(), exampleSummary({ index: 1, fitted: false })];
    const partly = exampleReport({ anomalies: [], series });
    expect(headline(partly)).toBe('No anomalies in 1 series');
    expect(unjudgedSeries(partly)).toBe('1 of 2 series could not be judged');
    expect(unjudgedSeries(exampleReport())).toBe('');
  });
});

describe('notices', () => {
  const { input } = exampleReport();

  test('there are none when all was read', () => {
    expect(billNotices(input)).toEqual([]);
  });

  test('rows left out are counted against all rows of the file', () => {
    expect(billNotices({ ...input, rows: 997, rejected: 3 })).toEqual([
      '3 of 1,000 rows were left out: their days may look too low.',
    ]);
    expect(billNotices({ ...input, rows: 9, rejected: 1 })).toEqual([
      '1 of 10 rows was left out: its day may look too low.',
    ]);
  });

  test('the first warning is said and the others are counted', () => {
    expect(billNotices({ ...input, warnings: ['one row a month'] })).toEqual([
      'Warning: one row a month.',
    ]);
    expect(billNotices({ ...input, warnings: ['no row on 2 Mar, ...'] })).toEqual([
      'Warning: no row on 2 Mar, ...',
    ]);
    expect(billNotices({ ...input, warnings: ['no row on 2 Mar, ...', 'b', 'c'] })).toEqual([
      'Warning: no row on 2 Mar, ...; and 2 more warnings.',
    ]);
  });
});

describe('figures of a day', () => {
  test('difference and percentage follow from actual and expected', () => {
    const facts = dayFacts(exampleColumns(), 2, 'USD');
    expect(dayFactsSentence(facts)).toBe(
      'Tuesday, 3 Mar 2026: actual $35.00, expected $10.00, band $8.00 to $12.00, ' +
        'difference +$25.00 (+250\u00a0%).',
    );
  });

  test('a series without a model has only its costs', () => {
    const none = new Float64Array(0);
    const columns = { ...exampleColumns(), expected: none, lower: none, upper: none };
    expect(dayFactsSentence(dayFacts(columns, 0, ''))).toBe('Sunday, 1 Mar 2026: actual 10.00.');
  });
});

describe('an error', () => {
  const error = {
    code: 'bad_row',
    message: 'The row has no cost.',
    file: 'bill.csv',
    line: 12,
    column: 'BilledCost',
    advice: 'Export it again.',
  };

  test('says where it is, as far as it is known', () => {
    expect(errorPlace(error)).toBe('bill.csv, line 12, column BilledCost');
    expect(errorPlace({ ...error, line: 0, column: '' })).toBe('bill.csv');
    expect(errorPlace({ ...error, file: '', line: 0, column: '' })).toBe('');
  });

  test('does not blame the bill for a fault of ours', () => {
    expect(errorTitle(error)).toBe('This bill could not be analyzed');
    expect(errorTitle({ ...error, code: 'out_of_memory' })).toBe('The analysis stopped');
  });

  test('can be copied whole', () => {
    expect(errorDetails(error, '0.1.0')).toContain('code: bad_row\nmessage: The row has no cost.');
  });
});
