// What the reader looks at: list and chart stay one.
import { beforeEach, describe, expect, test } from 'vitest';
import { lengthOf } from '../charts/day_range';
import { dayOfIso } from '../format/dates';
import { exampleColumns, exampleReport } from '../format/example_report';
import { result } from './app_state';
import {
  currentRange,
  directionFilter,
  focusRequest,
  listedAnomalies,
  openInList,
  resetSelection,
  selectAnomaly,
  selectedAnomalyId,
  selectedSeries,
  selectSeries,
  showRange,
  sliceFilter,
  visibleRange,
} from './selection';
import { nextTheme } from './theme';

const report = exampleReport();
const [burst, drop] = report.anomalies;
if (burst === undefined || drop === undefined) throw new Error('the example has two anomalies');

beforeEach(() => {
  const columns = new Map([
    [0, exampleColumns()],
    [1, exampleColumns()],
  ]);
  const bill = { label: 'bill.csv', synthetic: false };
  result.value = { bill, source: { kind: 'files', files: [] }, report, columns, preview: [] };
  resetSelection(undefined);
});

describe('selection', () => {
  test('an anomaly brings its series and frames its days', () => {
    selectAnomaly(drop);
    expect(selectedSeries.value).toBe(1);
    expect(selectedAnomalyId.value).toBe('a2');
    const range = currentRange.value;
    expect(range?.first).toBeLessThanOrEqual(dayOfIso(drop.start));
    expect(range?.last).toBeGreaterThanOrEqual(dayOfIso(drop.end));
  });

  test('one opened from the chart asks for the focus of its row', () => {
    openInList(burst);
    expect(focusRequest.value).toBe('a1');
  });

  test('one that the filter hides clears the filter', () => {
    directionFilter.value = 'below';
    openInList(burst);
    expect(listedAnomalies.value).toContain(burst);
  });

  test('filters take part of a name and a direction', () => {
    sliceFilter.value = ' ec2';
    expect(listedAnomalies.value).toHaveLength(2);
    directionFilter.value = 'below';
    expect(listedAnomalies.value.map(({ id }) => id)).toEqual(['a2']);
    sliceFilter.value = 'nowhere';
    expect(listedAnomalies.value).toEqual([]);
  });

  test('another series forgets the anomaly and keeps the range', () => {
    const first = dayOfIso('2026-03-02');
    showRange({ first, last: first + 6 });
    selectSeries(1);
    expect(selectedAnomalyId.value).toBeNull();
    expect(currentRange.value && lengthOf(currentRange.value)).toBe(7);
  });

  test('the whole range is none in particular', () => {
    showRange({ first: dayOfIso('2026-03-01'), last: dayOfIso('2026-03-10') });
    expect(visibleRange.value).toBeNull();
  });
});

describe('theme', () => {
  test.each([true, false])('the first press changes something (dark system: %s)', (dark) => {
    expect(nextTheme('system', dark)).toBe(dark ? 'light' : 'dark');
  });

  test('three presses lead through all choices', () => {
    const second = nextTheme('dark', false);
    expect([second, nextTheme(second, false)]).toEqual(['light', 'system']);
  });
});
