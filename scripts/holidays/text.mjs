/** The text of country_holidays.txt: how it is written, and what it says. */
import { fitTerms } from './fit.mjs';
import { FIRST_YEAR, LAST_YEAR, RULE_YEARS } from './library.mjs';
import { fromIso, isoDay, parseTerm, termDays, termText, yearOf } from './rules.mjs';

/** @param {{ regions: number, days: number, hash: string }} sums - see `writtenOut` */
export const headerLines = (libraryVersion, sums) =>
  `# Public holidays of countries and their subdivisions, ${FIRST_YEAR} to ${LAST_YEAR}.
# Made by scripts/make-holidays from the npm package date-holidays ${libraryVersion}; do not edit.
#
# Data: (c) 2015-present commenthol and the contributors of date-holidays, from articles of Wikipedia, under
# CC BY-SA 3.0 (creativecommons.org/licenses/by-sa/3.0). This file is an adaptation (a selection, written as
# rules) and is under the same licence; see NOTICE.
#
# feast NAME = DAY ...       the days of a moving feast; easter and orthodox (the eastern one) need no list
# [CODE] NAME                a country, by ISO 3166-1; or a subdivision of the country above it, by ISO 3166-2,
#                            which begins with the holidays of its country
# - HOLIDAY                  the country's holiday is not kept here
# HOLIDAY = TERM; TERM; ...  the days of a holiday: all that its terms give; replaces one of the same name
#
# A term is a list of days (2012-06-05 2012-12-25), or a base day of each year and what becomes of it:
#   07-04                    every 4 July
#   mon 01-15                the first Monday on or after 15 January
#   easter+39, mawlid        so many days after (before: -) a feast, or the feast itself
#   sun+1 !fri               where the base day is a Sunday, a day later; where it is a Friday, none
#   if sat-1 sun+1           only where it is a Saturday or a Sunday, so many days later
#   2021-  -2018  2012-2015  first and last year of the base day
#   even  !2020              only in even years; not in that year
#
# Written out: ${sums.days} days of ${sums.regions} regions, FNV-1a ${sums.hash}`.split('\n');

export const feastLines = (feasts) =>
  Object.entries(feasts).map(([name, days]) => `feast ${name} = ${days.map(isoDay).join(' ')}`);

/** The lines of a country and its subdivisions, which say only how they differ from it. */
export function countryLines([country, ...subdivisions], feasts) {
  const national = new Map(country.holidays.map(({ name, days }) => [name, String(days)]));
  const heading = ({ code, name }) => `[${code}] ${name}`;
  const line = (holiday) =>
    `${holiday.name} = ${termsOf(holiday, feasts).map(termText).join('; ')}`;
  return [
    heading(country),
    ...country.holidays.map(line),
    ...subdivisions.flatMap((region) => {
      const names = new Set(region.holidays.map(({ name }) => name));
      const missing = [...national.keys()].filter((name) => !names.has(name));
      const own = region.holidays.filter(({ name, days }) => national.get(name) !== String(days));
      return ['', heading(region), ...missing.map((name) => `- ${name}`), ...own.map(line)];
    }),
  ];
}

const fitted = new Map();

// Subdivisions share most of their holidays.
function termsOf(holiday, feasts) {
  const key = `${holiday.days}|${holiday.rules}`;
  if (!fitted.has(key)) fitted.set(key, fitTerms(holiday, feasts));
  return fitted.get(key);
}

/**
 * The holidays of a text: region codes to maps of names to ascending days. For checking, so it takes a
 * well-formed text only.
 */
export function readHolidays(text) {
  const feasts = {};
  const regions = new Map();
  let holidays;
  for (const line of text.split('\n')) {
    const [, code] = line.match(/^\[(.+?)\] /) ?? [];
    const [, name, value] = line.match(/^(.+?) = (.+)$/) ?? [];
    if (line === '' || line.startsWith('#')) continue;
    if (code) {
      holidays = new Map(regions.get(code.slice(0, 2)));
      regions.set(code, holidays);
    } else if (line.startsWith('- ')) {
      holidays.delete(line.slice(2));
    } else if (name.startsWith('feast ')) {
      feasts[name.slice(6)] = value.split(' ').map(fromIso);
    } else {
      holidays.set(name, daysOfTerms(value.split('; ').map(parseTerm), feasts));
    }
  }
  return regions;
}

function daysOfTerms(terms, feasts) {
  const days = RULE_YEARS.flatMap((year) => terms.flatMap((term) => termDays(term, year, feasts)));
  return [...new Set(days)]
    .filter((day) => yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR)
    .sort((a, b) => a - b);
}

/**
 * How many days the regions have, and the FNV-1a hash (32 bits) of a line "US-CA 2026-01-01 New Year's Day"
 * for each: by region, day and name.
 */
export function writtenOut(regions) {
  let hash = 0x811c9dc5;
  let count = 0;
  for (const code of [...regions.keys()].sort()) {
    const lines = [...regions.get(code)].flatMap(([name, days]) =>
      days.map((day) => `${code} ${isoDay(day)} ${name}\n`),
    );
    for (const byte of Buffer.from(lines.sort().join(''))) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
    count += lines.length;
  }
  return { regions: regions.size, days: count, hash: hash.toString(16).padStart(8, '0') };
}
