// Whose public holidays count, and the list of countries once somebody has asked for it.
import { computed, signal } from '@preact/signals';
import { loadCountryHolidays } from '../engine/country_holidays';
import type { Holidays } from '../engine/protocol';
import { type Country, countriesIn } from '../format/holiday_regions';

/** What the core counts when nothing is said; it knows these without the file of countries. */
export const DEFAULT_HOLIDAYS = 'US';
export const NO_HOLIDAYS = 'none';

/** Of the result that is shown, and of the next bill. */
export const holidays = signal(DEFAULT_HOLIDAYS);

/** The file of countries; "" until it is here. */
const calendar = signal('');
export const loading = signal<'not asked' | 'under way' | 'failed'>('not asked');

/** Null until the list is here. */
export const countries = computed<readonly Country[] | null>(() =>
  calendar.value === '' ? null : countriesIn(calendar.value),
);

/** Fetches the list of countries, unless it is here. A failure can be seen in `loading`. */
export async function askForCountries(load = loadCountryHolidays): Promise<void> {
  if (calendar.value !== '' || loading.value === 'under way') return;
  loading.value = 'under way';
  try {
    calendar.value = await load();
    loading.value = 'not asked';
  } catch {
    loading.value = 'failed';
  }
}

/** For the engine. */
export function holidaysInForce(): Holidays {
  const region = holidays.value;
  const isBuiltIn = region === DEFAULT_HOLIDAYS || region === NO_HOLIDAYS;
  return { region, calendar: isBuiltIn ? '' : calendar.value };
}
