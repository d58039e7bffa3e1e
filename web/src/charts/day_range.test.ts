// Ranges of days: presets, zooming, moving and framing never leave the history.
import { describe, expect, test } from 'vitest';
import {
  containing,
  frameOf,
  lengthOf,
  moved,
  nearestIndex,
  presetRange,
  SHORTEST_RANGE_DAYS,
  zoomed,
} from './day_range';

const whole = { first: 1000, last: 1729 };

describe('range of days', () => {
  test('presets end with the history', () => {
    expect(presetRange(30, whole)).toEqual({ first: 1700, last: 1729 });
    expect(presetRange(null, whole)).toEqual(whole);
    expect(presetRange(365, { first: 0, last: 9 })).toEqual({ first: 0, last: 9 });
  });

  test('zooming in stops at a week, zooming out at the whole history', () => {
    let range = whole;
    for (let step = 0; step < 20; step += 1) range = zoomed(range, 2, 1300, whole);
    expect(lengthOf(range)).toBe(SHORTEST_RANGE_DAYS);
    expect(range.first).toBeLessThanOrEqual(1300);
    expect(range.last).toBeGreaterThanOrEqual(1300);
    for (let step = 0; step < 20; step += 1) range = zoomed(range, 0.5, 1300, whole);
    expect(range).toEqual(whole);
  });

  test('moving keeps the length and stops at both ends', () => {
    expect(moved({ first: 1100, last: 1199 }, 1, whole)).toEqual({ first: 1150, last: 1249 });
    expect(moved({ first: 1000, last: 1099 }, -1, whole)).toEqual({ first: 1000, last: 1099 });
    expect(moved({ first: 1630, last: 1729 }, 1, whole)).toEqual({ first: 1630, last: 1729 });
  });

  test('a frame shows a month on either side, within the history', () => {
    expect(frameOf(1300, 1302, whole)).toEqual({ first: 1270, last: 1332 });
    expect(frameOf(1728, 1729, whole).last).toBe(1729);
    expect(frameOf(2, 3, { first: 0, last: 9 })).toEqual({ first: 0, last: 9 });
  });

  test('the cursor pulls the range along', () => {
    expect(containing({ first: 1100, last: 1199 }, 1200, whole)).toEqual({
      first: 1101,
      last: 1200,
    });
    expect(containing({ first: 1100, last: 1199 }, 1150, whole)).toEqual({
      first: 1100,
      last: 1199,
    });
  });

  test('the nearest row is found over gaps', () => {
    const days = Int32Array.from([10, 11, 20]);
    expect([5, 10, 12, 17, 99].map((day) => nearestIndex(days, day))).toEqual([0, 0, 1, 2, 2]);
  });
});
