// The answers in words: headline, largest anomaly, the figures of a day, the parts of an error.
import { describe, expect, test } from 'vitest';
import { dayFacts, dayFactsSentence } from './day_facts';
import { errorDetails, errorPlace, errorTitle } from './error_text';
import { exampleColumns, exampleReport, exampleSummary } from './example_report';
import { headline, headlineDetail } from './sentences';

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
    const short = exampleReport({ anomalies: [], series: [exampleSummary({ fitted: false })] });
    expect(headline(short)).toBe('Not enough history to say what is unusual');
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
