// Days as numbers (since 1970-01-01, UTC) and as words; no time zone and no locale anywhere.

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export function civilDate(dayNumber: number): CivilDate {
  const date = new Date(dayNumber * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** Day number of a civil date; months beyond 1..12 run over into the neighboring years. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Day number of "2026-03-09". */
export function dayOfIso(iso: string): number {
  const [year = 1970, month = 1, day = 1] = iso.split('-').map(Number);
  return dayNumber(year, month, day);
}

export function isoOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

export function weekdayName(day: number): string {
  return WEEKDAYS[new Date(day * DAY_MS).getUTCDay()] ?? '';
}

/** "3 Mar 2026" */
export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilDate(day);
  return `${dayOfMonth} ${monthName(month)} ${year}`;
}

/** "Tuesday, 3 Mar 2026" */
export function formatDayAndWeekday(day: number): string {
  return `${weekdayName(day)}, ${formatDay(day)}`;
}

/** "3 Mar 2026", "3\u20139 Mar 2026", "28 Feb \u2013 3 Mar 2026" or both in full. */
export function formatDayRange(first: number, last: number): string {
  if (first === last) return formatDay(first);
  const from = civilDate(first);
  const to = civilDate(last);
  if (from.year !== to.year) return `${formatDay(first)} \u2013 ${formatDay(last)}`;
  if (from.month !== to.month) {
    return `${from.day} ${monthName(from.month)} \u2013 ${formatDay(last)}`;
  }
  return `${from.day}\u2013${formatDay(last)}`;
}

/** "on 3 Mar 2026" or "from 3 Mar 2026 to 9 Mar 2026": for sentences. */
export function spokenDayRange(first: number, last: number): string {
  return first === last
    ? `on ${formatDay(first)}`
    : `from ${formatDay(first)} to ${formatDay(last)}`;
}
