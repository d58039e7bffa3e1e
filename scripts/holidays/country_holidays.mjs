/** Makes the text of country_holidays.txt, and proves that it says what the library says. */
import { createRequire } from 'node:module';
import { countryCodes, libraryCountry, libraryFeasts } from './library.mjs';
import { countryLines, feastLines, headerLines, readHolidays, writtenOut } from './text.mjs';

// Names that a model keeps for itself (columns of its tables), and the mark between name and window.
const RESERVED_NAMES = new Set(
  ['trend', 'additive_terms', 'daily', 'weekly', 'yearly', 'holidays', 'zeros', 'yhat']
    .concat([
      'extra_regressors_additive',
      'extra_regressors_multiplicative',
      'multiplicative_terms',
    ])
    .flatMap((name) => [name, `${name}_lower`, `${name}_upper`])
    .concat(['ds', 'y', 'cap', 'floor', 'y_scaled', 'cap_scaled']),
);

function complainOfName(name) {
  if (RESERVED_NAMES.has(name) || name.includes('_delim_')) return 'a model keeps it for itself';
  if (name !== name.trim() || /^(#|- |\[|feast )| = |[\n\r]/.test(name))
    return 'the file cannot hold it';
  return undefined;
}

export const libraryVersion = createRequire(import.meta.url)('date-holidays/package.json').version;

/** What the library says, in the form of `readHolidays`. */
const asRead = (regions) =>
  new Map(
    regions.map(({ code, holidays }) => [
      code,
      new Map(holidays.map(({ name, days }) => [name, days])),
    ]),
  );

/** The text of one country and its subdivisions. Throws where it does not say what the library says. */
export function countryText(code, feasts) {
  const regions = libraryCountry(code);
  for (const { name } of regions.flatMap(({ holidays }) => holidays)) {
    const complaint = complainOfName(name);
    if (complaint) throw new Error(`${code}, holiday "${name}": ${complaint}`);
  }
  const text = countryLines(regions, feasts).join('\n');
  const read = readHolidays(`${feastLines(feasts).join('\n')}\n${text}`);
  for (const [region, holidays] of asRead(regions)) {
    for (const name of new Set([...holidays.keys(), ...read.get(region).keys()])) {
      if (String(holidays.get(name)) === String(read.get(region).get(name))) continue;
      throw new Error(`${region}, holiday "${name}": the text gives other days than the library`);
    }
  }
  return text;
}

/** The whole text, as it stands in the repository. */
export function countryHolidaysText() {
  const feasts = libraryFeasts();
  const blocks = [
    feastLines(feasts).join('\n'),
    ...countryCodes().map((code) => countryText(code, feasts)),
  ];
  const body = `\n${blocks.join('\n\n')}\n`;
  return `${headerLines(libraryVersion, writtenOut(readHolidays(body))).join('\n')}\n${body}`;
}
