/** Rules of the days of a holiday: what a term of country_holidays.txt means. */

/**
 * A term: either explicit days, or a base day of each year with what is done to it.
 *
 * @typedef {object} Term
 * @property {number[]} [days] - explicit days, ascending; then nothing else
 * @property {Base} [base]
 * @property {(number | null | undefined)[]} [shifts] - by weekday of the base day (0 Sunday): how many
 *   days it moves; null for no holiday, undefined for what other weekdays do
 * @property {boolean} [onlyShifted] - other weekdays give no holiday; else they stay
 * @property {number} [from] - first year of the base day
 * @property {number} [to] - last year of the base day
 * @property {boolean} [even] - only in even years
 * @property {number[]} [except] - years of the base day without holiday
 *
 * @typedef {object} Base
 * @property {string} [feast] - a moving feast, `offset` days after which the base day lies
 * @property {number} [offset]
 * @property {number} [month] - 1 to 12, with `day`: a fixed day of the year
 * @property {number} [day]
 * @property {number} [weekday] - 0 Sunday to 6 Saturday: the first one on or after `month`-`day`
 */

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MILLISECONDS_PER_DAY = 86_400_000;

/** Days since 1970-01-01; undefined when the year has no such day. */
export function dayNumber(year, month, day) {
  const time = new Date(Date.UTC(year, month - 1, day));
  return time.getUTCMonth() === month - 1 ? time.getTime() / MILLISECONDS_PER_DAY : undefined;
}

export const isoDay = (day) => new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
export const fromIso = (text) => Date.parse(`${text}T00:00:00Z`) / MILLISECONDS_PER_DAY;
export const yearOf = (day) => new Date(day * MILLISECONDS_PER_DAY).getUTCFullYear();
export const weekdayOf = (day) => (((day + 4) % 7) + 7) % 7;

// Both Easters: the Sunday after a full moon reckoned from the year's place in a cycle of 19 years.
// Gregorian by Meeus, Jones and Butcher, Julian by Meeus (Astronomical Algorithms, chapter 8).
function easter(year) {
  const century = Math.floor(year / 100);
  const leapCenturies = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * (year % 19) + century - leapCenturies - correction + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - (year % 4)) % 7;
  const late = Math.floor(((year % 19) + 11 * moon + 22 * toSunday) / 451);
  return dayNumber(year, 3, 22) + moon + toSunday - 7 * late;
}

function orthodoxEaster(year) {
  const moon = (19 * (year % 19) + 15) % 30;
  const toSunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const julianLag = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayNumber(year, 3, 22) + moon + toSunday + julianLag;
}

/** The base days of `year`, before they move. A feast may fall into a year twice, or not at all. */
export function baseDays(base, year, feasts) {
  if (base.feast === 'easter') return [easter(year) + base.offset];
  if (base.feast === 'orthodox') return [orthodoxEaster(year) + base.offset];
  if (base.feast) {
    return feasts[base.feast].filter((day) => yearOf(day) === year).map((day) => day + base.offset);
  }
  const first = dayNumber(year, base.month, base.day);
  if (first === undefined) return [];
  return [base.weekday === undefined ? first : first + ((base.weekday - weekdayOf(first) + 7) % 7)];
}

/** The days of a term whose base day is of `year`; they may lie in the year before or after. */
export function termDays(term, year, feasts) {
  if (term.days) return term.days.filter((day) => yearOf(day) === year);
  if (year < (term.from ?? year) || year > (term.to ?? year)) return [];
  if ((term.even && year % 2 !== 0) || term.except?.includes(year)) return [];
  return baseDays(term.base, year, feasts).flatMap((day) => {
    const shift = term.shifts?.[weekdayOf(day)];
    if (shift === null || (shift === undefined && term.onlyShifted)) return [];
    return [day + (shift ?? 0)];
  });
}

const signed = (value) => (value < 0 ? `${value}` : `+${value}`);
const twoDigits = (value) => String(value).padStart(2, '0');

function baseText(base) {
  if (base.feast) return base.offset === 0 ? base.feast : base.feast + signed(base.offset);
  const fixed = `${twoDigits(base.month)}-${twoDigits(base.day)}`;
  return base.weekday === undefined ? fixed : `${WEEKDAYS[base.weekday]} ${fixed}`;
}

/** A term as the file has it. */
export function termText(term) {
  if (term.days) return term.days.map(isoDay).join(' ');
  const parts = [baseText(term.base)];
  if (term.onlyShifted) parts.push('if');
  (term.shifts ?? []).forEach((shift, weekday) => {
    if (shift === null) parts.push(`!${WEEKDAYS[weekday]}`);
    else if (shift !== undefined) parts.push(WEEKDAYS[weekday] + signed(shift));
  });
  if (term.from !== undefined || term.to !== undefined) {
    parts.push(`${term.from ?? ''}-${term.to ?? ''}`);
  }
  if (term.even) parts.push('even');
  for (const year of term.except ?? []) parts.push(`!${year}`);
  return parts.join(' ');
}

/** Reads what termText writes. */
export function parseTerm(text) {
  const tokens = text.split(' ');
  if (/^\d{4}-\d\d-\d\d$/.test(tokens[0])) return { days: tokens.map(fromIso) };
  const term = { base: {}, shifts: [], except: [] };
  if (WEEKDAYS.includes(tokens[0])) term.base.weekday = WEEKDAYS.indexOf(tokens.shift());
  const [, month, day] = tokens[0].match(/^(\d\d)-(\d\d)$/) ?? [];
  const [, feast, offset] = tokens[0].match(/^([a-z-]*[a-z])([+-]\d+)?$/) ?? [];
  if (month) Object.assign(term.base, { month: Number(month), day: Number(day) });
  else Object.assign(term.base, { feast, offset: Number(offset ?? 0) });
  for (const token of tokens.slice(1)) {
    const [, not, word, value] = token.match(/^(!?)(\d{4}|[a-z]+)?([+-]\d*)?$/);
    const weekday = WEEKDAYS.indexOf(word);
    if (token === 'if') term.onlyShifted = true;
    else if (token === 'even') term.even = true;
    else if (weekday >= 0) term.shifts[weekday] = not ? null : Number(value);
    else if (not) term.except.push(Number(word));
    else {
      if (word) term.from = Number(word);
      if (value !== '-') term.to = Number(value.slice(1));
    }
  }
  return term;
}
