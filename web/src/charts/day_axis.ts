// Ticks of a linear axis of day numbers: years, months, weeks or days, whichever fits the width.
import { civilDate, dayNumber, monthName } from '../format/dates';

/** Candidate steps from coarse to fine; the finest that leaves room for its labels is taken. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];
const DAY_STEPS = [1, 2, 7, 14];
const DAYS_PER_MONTH = 30.44;

/** Days to mark within first..last, at most `most` of them (at least one when possible). */
export function dayTicks(first: number, last: number, most: number): number[] {
  const length = last - first + 1;
  const dayStep = DAY_STEPS.find((step) => length / step <= most);
  if (dayStep !== undefined) return everyDays(first, last, dayStep);
  const months = length / DAYS_PER_MONTH;
  const monthStep = MONTH_STEPS.find((step) => months / step <= most) ?? 120;
  return everyMonths(first, last, monthStep);
}

function everyDays(first: number, last: number, step: number): number[] {
  // Weeks begin on Monday: day 4 (5 January 1970) was one.
  const phase = step % 7 === 0 ? 4 : first;
  const start = Math.ceil((first - phase) / step) * step + phase;
  const ticks: number[] = [];
  for (let day = start; day <= last; day += step) ticks.push(day);
  return ticks;
}

function everyMonths(first: number, last: number, step: number): number[] {
  const { year, month } = civilDate(first);
  const monthsFromYearZero = year * 12 + (month - 1);
  const ticks: number[] = [];
  for (let at = Math.floor(monthsFromYearZero / step) * step; ; at += step) {
    const day = dayNumber(Math.floor(at / 12), (at % 12) + 1, 1);
    if (day > last) return ticks;
    if (day >= first) ticks.push(day);
  }
}

/** "2026" for a new year, "Mar" for a month, "9 Mar" for a day; the first tick also names its year. */
export function tickLabel(day: number, isFirst: boolean): string {
  const { year, month, day: dayOfMonth } = civilDate(day);
  const withYear = isFirst ? ` ${year}` : '';
  if (dayOfMonth !== 1) return `${dayOfMonth} ${monthName(month)}${withYear}`;
  if (month === 1 && !isFirst) return String(year);
  return `${monthName(month)}${withYear}`;
}
