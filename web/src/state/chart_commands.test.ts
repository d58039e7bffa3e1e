// The chart's keys on the state: cursor and range move together, Enter leads to the list.
import { beforeEach, describe, expect, test } from 'vitest';
import { exampleColumns, exampleReport } from '../format/example_report';
import { result } from './app_state';
import { obeyChartCommand, spokenDay } from './chart_commands';
import {
  currentRange,
  cursorIndex,
  focusRequest,
  resetSelection,
  selectedAnomalyId,
  selectSeries,
  showRange,
} from './selection';

const columns = exampleColumns();
const first = columns.days[0] ?? 0;

beforeEach(() => {
  const byIndex = new Map([
    [0, columns],
    [1, columns],
  ]);
  result.value = {
    bill: { label: 'bill.csv', synthetic: false },
    source: { kind: 'files', files: [] },
    report: exampleReport(),
    columns: byIndex,
    preview: [],
  };
  resetSelection(undefined);
  selectSeries(1);
});

describe('chart commands', () => {
  test('the cursor begins at the newest day', () => {
    obeyChartCommand('day_back', columns);
    expect(cursorIndex.value).toBe(8);
  });

  test('a cursor that leaves the range takes it along', () => {
    showRange({ first: first + 3, last: first + 9 });
    obeyChartCommand('first_day', columns);
    expect(currentRange.value).toEqual({ first, last: first + 6 });
  });

  test('n goes to the anomaly, its day is spoken, Enter opens it', () => {
    obeyChartCommand('next_anomaly', columns);
    expect(spokenDay(columns)).toMatch(/^Tuesday, 3 Mar 2026: .*Burst, 3–4 Mar 2026\. Enter/);
    obeyChartCommand('select_anomaly', columns);
    expect(selectedAnomalyId.value).toBe('a1');
    expect(focusRequest.value).toBe('a1');
  });

  test('Enter on an ordinary day does nothing', () => {
    obeyChartCommand('first_day', columns);
    obeyChartCommand('select_anomaly', columns);
    expect(selectedAnomalyId.value).toBeNull();
  });

  test('Escape puts the cursor away, and nothing is spoken', () => {
    obeyChartCommand('day_back', columns);
    obeyChartCommand('dismiss', columns);
    expect(spokenDay(columns)).toBe('');
  });
});
