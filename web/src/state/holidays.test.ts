// The choice of holidays: what the engine is told, and a list that comes only when it is asked for.
import { expect, test, vi } from 'vitest';
import { askForCountries, countries, holidays, holidaysInForce, loading } from './holidays';

const text = '[DE] Germany\nNew Year = 01-01\n[DE-BY] Bavaria\n';

test('by default those of the United States count, and no list is there', () => {
  expect(holidaysInForce()).toEqual({ region: 'US', calendar: '' });
  expect(countries.value).toBeNull();
});

test('no holidays need no list', () => {
  holidays.value = 'none';
  expect(holidaysInForce()).toEqual({ region: 'none', calendar: '' });
});

test('a list that cannot be loaded is told, and can be asked for again', async () => {
  await askForCountries(() => Promise.reject(new Error('no network')));
  expect(loading.value).toBe('failed');
  expect(countries.value).toBeNull();
  await askForCountries(() => Promise.resolve(text));
  expect(loading.value).toBe('not asked');
  expect(countries.value?.map(({ code }) => code)).toEqual(['DE']);
});

test('a list that is here is not loaded again, and goes to the engine with the region', async () => {
  const load = vi.fn(() => Promise.resolve(text));
  await askForCountries(load);
  expect(load).not.toHaveBeenCalled();
  holidays.value = 'DE-BY';
  expect(holidaysInForce()).toEqual({ region: 'DE-BY', calendar: text });
});
