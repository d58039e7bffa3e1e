// Ranges of days for the chart: presets, zooming, moving and framing, always within the history.

/** Both ends included, in days since 1970-01-01. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** The chart never shows less than this. */
export const SHORTEST_RANGE_DAYS = 7;

export const PRESETS = [
  { label: '30 d', name: 'Last 30 days', days: 30 },
  { label: '90 d', name: 'Last 90 days', days: 90 },
  { label: '1 y', name: 'Last year', days: 365 },
  { label: 'All', name: 'All days', days: null },
] as const;

export function fullRange(days: Int32Array): DayRange {
  return { first: days[0] ?? 0, last: days.at(-1) ?? 0 };
}

export function lengthOf({ first, last }: DayRange): number {
  return last - first + 1;
}

/** The last `days` days of the history; null means all. */
export function presetRange(days: number | null, whole: DayRange): DayRange {
  if (days === null || days >= lengthOf(whole)) return whole;
  return { first: whole.last - days + 1, last: whole.last };
}

/** Keeps the length and moves the range into the history; cuts it only if it is longer. */
export function movedInto(range: DayRange, whole: DayRange): DayRange {
  const length = Math.min(lengthOf(range), lengthOf(whole));
  const first = Math.min(Math.max(range.first, whole.first), whole.last - length + 1);
  return { first, last: first + length - 1 };
}

/** Zooms by `factor` (2 shows half as many days) around `center`, which stays where it is. */
export function zoomed(range: DayRange, factor: number, center: number, whole: DayRange): DayRange {
  const old = lengthOf(range);
  const wanted = Math.round(old / factor);
  const length = Math.min(Math.max(wanted, Math.min(SHORTEST_RANGE_DAYS, old)), lengthOf(whole));
  const share = old === 1 ? 0.5 : (center - range.first) / (old - 1);
  const first = Math.round(center - share * (length - 1));
  return movedInto({ first, last: first + length - 1 }, whole);
}

/** Moves by half its length; -1 is earlier, 1 is later. */
export function moved(range: DayRange, direction: -1 | 1, whole: DayRange): DayRange {
  const step = direction * Math.max(1, Math.round(lengthOf(range) / 2));
  return movedInto({ first: range.first + step, last: range.last + step }, whole);
}

/** Moves just as far as needed to show the day. */
export function containing(range: DayRange, day: number, whole: DayRange): DayRange {
  if (day >= range.first && day <= range.last) return range;
  const shift = day < range.first ? day - range.first : day - range.last;
  return movedInto({ first: range.first + shift, last: range.last + shift }, whole);
}

/** A window of days with enough around it to see what was usual. */
export function frameOf(first: number, last: number, whole: DayRange): DayRange {
  const around = Math.max(30, last - first + 1);
  return movedInto({ first: first - around, last: last + around }, whole);
}

/** Row of the day, or of the nearest one there is. */
export function nearestIndex(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  const before = days[low - 1];
  const found = days[low];
  if (before !== undefined && found !== undefined && day - before < found - day) return low - 1;
  return low;
}
