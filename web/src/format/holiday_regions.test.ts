// Which regions can be chosen, from the very file that the page loads.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { countriesIn, countryOf } from './holiday_regions';

const file = fileURLToPath(new URL('../../../core/calendar/country_holidays.txt', import.meta.url));
const countries = countriesIn(readFileSync(file, 'utf8'));
const country = (wanted: string) => countries.find(({ code }) => code === wanted);

test('every country of the file is listed once, by name', () => {
  expect(countries.length).toBe(104);
  expect(new Set(countries.map(({ code }) => code)).size).toBe(104);
  const names = countries.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(country('DE')?.name).toBe('Germany');
});

test('a country has its subdivisions, by name, and only its own', () => {
  const parts = country('DE')?.parts ?? [];
  expect(parts.length).toBe(16);
  expect(parts.every(({ code }) => code.startsWith('DE-'))).toBe(true);
  expect(parts.map(({ code }) => code)).toContain('DE-BY');
  expect(countries.reduce((sum, { parts: own }) => sum + own.length, 0)).toBe(334);
});

test('of a text without regions nothing is made', () => {
  expect(countriesIn('# a comment\nNew Year = 01-01\n')).toEqual([]);
});

test('a region belongs to its country, a country to itself', () => {
  expect(countryOf('DE-BY')).toBe('DE');
  expect(countryOf('DE')).toBe('DE');
  expect(countryOf('none')).toBe('none');
});
