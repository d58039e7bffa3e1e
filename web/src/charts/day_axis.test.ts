// Ticks of the day axis: first days of months and years, never more than fit.
import { describe, expect, test } from 'vitest';
import { dayOfIso, isoOfDay } from '../format/dates';
import { dayTicks, tickLabel } from './day_axis';

const ticks = (first: string, last: string, most: number): string[] =>
  dayTicks(dayOfIso(first), dayOfIso(last), most).map(isoOfDay);

describe('day ticks', () => {
  test('two years on a wide chart are marked every two months', () => {
    const days = ticks('2024-10-04', '2026-10-03', 14);
    expect(days.slice(0, 3)).toEqual(['2024-11-01', '2025-01-01', '2025-03-01']);
    expect(days.length).toBeLessThanOrEqual(14);
  });

  test('a month is marked every week, on Mondays', () => {
    expect(ticks('2026-03-01', '2026-03-30', 6)).toEqual([
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
    ]);
  });

  test('a few days are all marked', () => {
    expect(ticks('2026-02-27', '2026-03-02', 8)).toHaveLength(4);
  });

  test.each([2, 5, 9, 14])('at most %d ticks for any length', (most) => {
    const first = dayOfIso('2023-05-17');
    for (let length = 1; length < 4000; length += 13) {
      expect(dayTicks(first, first + length - 1, most).length).toBeLessThanOrEqual(most + 1);
    }
  });

  test('the first tick and each new year name the year', () => {
    expect(tickLabel(dayOfIso('2024-11-01'), true)).toBe('Nov 2024');
    expect(tickLabel(dayOfIso('2025-01-01'), false)).toBe('2025');
    expect(tickLabel(dayOfIso('2025-03-01'), false)).toBe('Mar');
    expect(tickLabel(dayOfIso('2025-03-09'), false)).toBe('9 Mar');
  });
});
