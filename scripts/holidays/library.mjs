/** What date-holidays says: the days of every holiday by region, and the feasts that many follow. */
import Holidays from 'date-holidays';
import { fromIso, yearOf } from './rules.mjs';

export const FIRST_YEAR = 2010;
export const LAST_YEAR = 2035;
/** A day of a year may come from a rule of the year before or after. */
export const RULE_YEARS = Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 3 },
  (_, index) => FIRST_YEAR - 1 + index,
);

// Countries with much cloud, and those that users of Prophet know; the library has more.
const COUNTRIES = `
  AD AE AL AM AR AT AU AZ BA BD BE BG BH BO BR BY CA CH CL CN CO CR CY CZ DE DK DO DZ EC EE EG ES ET FI FR
  GB GE GH GR GT HK HN HR HU ID IE IL IN IS IT JM JP KE KR KZ LI LK LT LU LV MA MC MD ME MK MT MU MX MY NG
  NI NL NO NZ PA PE PH PK PL PR PT PY RO RS RU SA SE SG SI SK SV TH TN TR TW TZ UA UG US UY UZ VE VN ZA`;

// Countries where the library's type "bank" means that offices at large are closed, too: carnival in
// Brazil, midsummer and the eves of Christmas and New Year in the north, the turn of the year in Japan,
// bridge days, and substitute days of federal holidays. Elsewhere such days are left out.
const BANK_DAYS_TOO = new Set(['AR', 'BR', 'FI', 'IE', 'JP', 'PR', 'SE', 'US']);

// Plainer names than the library's.
const COUNTRY_NAMES = {
  BD: 'Bangladesh',
  IT: 'Italy',
  MA: 'Morocco',
  MK: 'North Macedonia',
  US: 'United States',
};

/** Moving feasts, each by the library's own rule. */
const FEAST_RULES = {
  'eid-al-fitr': '1 Shawwal',
  'eid-al-adha': '10 Dhu al-Hijjah',
  muharram: '1 Muharram',
  mawlid: '12 Rabi al-awwal',
  miraj: '27 Rajab',
  ramadan: '1 Ramadan',
  passover: '15 Nisan',
  'chinese-new-year': 'chinese 01-0-01',
  'korean-new-year': 'korean 01-0-01',
  'vietnamese-new-year': 'vietnamese 1-0-1',
  qingming: 'chinese 5-01 solarterm',
  'buddhas-birthday': 'chinese 04-0-08',
  'dragon-boat': 'chinese 05-0-05',
  'mid-autumn': 'chinese 08-0-15',
  'double-ninth': 'chinese 09-0-09',
  'march-equinox': 'march equinox in +09:00',
  'september-equinox': 'september equinox in +09:00',
};

/** The days that a rule of the library gives by itself, ascending. */
export function daysOfRule(rule) {
  const library = new Holidays('GB');
  library.holidays = {};
  library.setHoliday(rule, rule);
  return RULE_YEARS.flatMap((year) => library.getHolidays(year)).map(({ date }) =>
    fromIso(date.slice(0, 10)),
  );
}

/** Feast names to their days. */
export const libraryFeasts = () =>
  Object.fromEntries(Object.entries(FEAST_RULES).map(([name, rule]) => [name, daysOfRule(rule)]));

/** Codes of the countries in the file, ascending. */
export const countryCodes = () => COUNTRIES.trim().split(/\s+/).sort();

/**
 * @typedef {object} Holiday
 * @property {string} name
 * @property {number[]} days - ascending, within the years covered
 * @property {string[]} rules - the library's
 *
 * @typedef {object} Region
 * @property {string} code - "US", "US-CA"
 * @property {string} name
 * @property {Holiday[]} holidays - by name; a subdivision's hold the national ones that it has
 */

/** A country, then its subdivisions by code. @returns {Region[]} */
export function libraryCountry(code) {
  const library = new Holidays();
  const states = Object.entries(library.getStates(code, 'en') ?? {}).map(([state, name]) => ({
    code: `${code}-${state}`,
    name,
    holidays: holidaysOf(code, state),
  }));
  const name = COUNTRY_NAMES[code] ?? library.getCountries('en')[code];
  return [
    { code, name, holidays: holidaysOf(code) },
    ...states.sort((a, b) => (a.code < b.code ? -1 : 1)),
  ];
}

function holidaysOf(country, state) {
  const library = new Holidays(...[country, state].filter(Boolean));
  const english = library.getLanguages().filter((language) => language.startsWith('en-'));
  library.setLanguages([...english, 'en', 'fr', 'es']);
  const found = new Map();
  for (const holiday of RULE_YEARS.flatMap((year) => library.getHolidays(year))) {
    if (holiday.type !== 'public' && !(holiday.type === 'bank' && BANK_DAYS_TOO.has(country)))
      continue;
    const days = wholeDays(holiday).filter(
      (day) => yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR,
    );
    if (days.length === 0) continue;
    const entry = found.get(holiday.name) ?? { days: new Set(), rules: new Set() };
    found.set(holiday.name, entry);
    for (const day of days) entry.days.add(day);
    entry.rules.add(holiday.rule);
  }
  return [...found]
    .map(([name, { days, rules }]) => ({
      name,
      days: [...days].sort((a, b) => a - b),
      rules: [...rules],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The civil days that a holiday takes as a whole: none when it begins at noon. */
function wholeDays(holiday) {
  if (/\d\d:\d\d/.test(holiday.rule.replace(/ in [+-]\d\d:\d\d/, ''))) return [];
  const first = fromIso(holiday.date.slice(0, 10));
  // Clocks are put forward or back on some: an hour more or less is a day all the same.
  const hours = (holiday.end - holiday.start) / 3_600_000;
  return Array.from({ length: Math.floor((hours + 1) / 24) }, (_, index) => first + index);
}
