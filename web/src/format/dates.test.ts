// Days as numbers and words: the same in every time zone.
import { describe, expect, test } from 'vitest';
import {
  civilDate,
  dayNumber,
  dayOfIso,
  formatDay,
  formatDayAndWeekday,
  formatDayRange,
  isoOfDay,
} from './dates';

describe('days', () => {
  test('the first day is 1 January 1970, a Thursday', () => {
    expect(dayOfIso('1970-01-01')).toBe(0);
    expect(formatDayAndWeekday(0)).toBe('Thursday, 1 Jan 1970');
  });

  test('numbers and ISO text are each other\u2019s inverse over leap days', () => {
    for (const iso of ['2023-12-31', '2024-02-29', '2024-03-01', '2026-11-22']) {
      expect(isoOfDay(dayOfIso(iso))).toBe(iso);
    }
    expect(dayOfIso('2024-03-01') - dayOfIso('2024-02-28')).toBe(2);
  });

  test('months run over into the next year', () => {
    expect(civilDate(dayNumber(2025, 13, 1))).toEqual({ year: 2026, month: 1, day: 1 });
  });

  test.each([
    ['2026-03-03', '2026-03-03', '3 Mar 2026'],
    ['2026-03-03', '2026-03-09', '3\u20139 Mar 2026'],
    ['2026-02-28', '2026-03-03', '28 Feb \u2013 3 Mar 2026'],
    ['2025-12-31', '2026-01-02', '31 Dec 2025 \u2013 2 Jan 2026'],
  ])('%s to %s is written %s', (first, last, written) => {
    expect(formatDayRange(dayOfIso(first), dayOfIso(last))).toBe(written);
  });

  test('a day is written with its month in letters', () => {
    expect(formatDay(dayOfIso('2026-11-22'))).toBe('22 Nov 2026');
  });
});
