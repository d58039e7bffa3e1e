// The chart's keys: what each one does to the cursor.
import { describe, expect, test } from 'vitest';
import { commandOf, movedCursor } from './chart_keys';

const press = (key: string, more = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('chart keys', () => {
  test('letters with a modifier belong to the browser', () => {
    expect(press('p')).toBe('previous_anomaly');
    expect(press('p', { ctrlKey: true })).toBeNull();
    expect(press('x')).toBeNull();
  });

  test('days and weeks stop at both ends', () => {
    expect(movedCursor('day_back', 0, 10, [])).toBe(0);
    expect(movedCursor('week_forward', 5, 10, [])).toBe(9);
    expect(movedCursor('day_back', null, 10, [])).toBe(8);
    expect(movedCursor('first_day', 5, 10, [])).toBe(0);
    expect(movedCursor('last_day', 5, 10, [])).toBe(9);
  });

  test('n and p go from anomaly to anomaly, and round at the end', () => {
    const peaks = [3, 7];
    expect(movedCursor('next_anomaly', null, 10, peaks)).toBe(3);
    expect(movedCursor('next_anomaly', 3, 10, peaks)).toBe(7);
    expect(movedCursor('next_anomaly', 7, 10, peaks)).toBe(3);
    expect(movedCursor('previous_anomaly', null, 10, peaks)).toBe(7);
    expect(movedCursor('previous_anomaly', 7, 10, peaks)).toBe(3);
    expect(movedCursor('next_anomaly', 7, 10, [])).toBeNull();
  });
});
