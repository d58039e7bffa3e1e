/** The committed text against the library: all of it by its sum, some countries word for word. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countryText, libraryVersion } from './country_holidays.mjs';
import { countryCodes, libraryFeasts } from './library.mjs';
import { parseTerm, termText } from './rules.mjs';
import { feastLines, headerLines, readHolidays, writtenOut } from './text.mjs';

const text = readFileSync(
  new URL('../../core/calendar/country_holidays.txt', import.meta.url),
  'utf8',
);
const feasts = libraryFeasts();
const blocks = text.split(/\n\n(?=#|feast |\[[A-Z]{2}\])/);
// All of them would take most of a minute: scripts/make-holidays compares each.
const SAMPLE = ['AR', 'DE', 'GB', 'IL', 'JP', 'SG', 'US'];

describe('country_holidays.txt', () => {
  it('has the header of the pinned library, and the sum of what it says', () => {
    expect(blocks[0]).toBe(headerLines(libraryVersion, writtenOut(readHolidays(text))).join('\n'));
  });

  it('has the feasts of the library', () => {
    expect(blocks[1]).toBe(feastLines(feasts).join('\n'));
  });

  it('has the countries that are wanted, in order', () => {
    expect(blocks.slice(2).map((block) => block.slice(1, 3))).toEqual(countryCodes());
  });

  it.each(SAMPLE)(
    'has %s and its subdivisions as the library has them',
    { timeout: 60_000 },
    (code) => {
      const block = blocks.find((other) => other.startsWith(`[${code}]`));
      expect(block?.trimEnd()).toBe(countryText(code, feasts));
    },
  );

  it('has terms that survive being read and written', () => {
    const lines = text.split('\n').filter((line) => / = /.test(line) && !/^(#|feast )/.test(line));
    for (const term of lines.flatMap((line) => line.split(' = ')[1].split('; '))) {
      expect(termText(parseTerm(term))).toBe(term);
    }
  });
});
