// Whose public holidays count: a country, and one of its regions where these have holidays of their own.
import type { TargetedEvent } from 'preact';
import { type Country, countryOf, type Region } from '../format/holiday_regions';
import {
  askForCountries,
  countries,
  DEFAULT_HOLIDAYS,
  holidays,
  loading,
  NO_HOLIDAYS,
} from '../state/holidays';
import { analyst } from '../state/page_analyst';

/** The entry that stands for all other countries until their list is here. */
const MORE = 'more';

const PICKER = 'holiday-picker';

export function HolidayPicker() {
  const country = countryOf(holidays.value);
  const parts = countries.value?.find(({ code }) => code === country)?.parts ?? [];
  return (
    <div class={PICKER}>
      <span role="status">{loadingText()}</span>
      <label>
        Holidays{' '}
        <select value={country} onChange={(event) => void choose(event)}>
          <option value={NO_HOLIDAYS}>None</option>
          {countries.value === null ? (
            <FirstOptions />
          ) : (
            <RegionOptions regions={countries.value} />
          )}
        </select>
      </label>
      {parts.length > 0 && <PartPicker country={country} parts={parts} />}
    </div>
  );
}

function FirstOptions() {
  return (
    <>
      <option value={DEFAULT_HOLIDAYS}>United States</option>
      <option value={MORE}>Other country…</option>
    </>
  );
}

function PartPicker({ country, parts }: { country: string; parts: Country['parts'] }) {
  return (
    <label>
      <span class="unseen">Region of the country</span>
      <select
        value={holidays.value}
        onChange={(event) => void analyst.useHolidays(event.currentTarget.value)}
      >
        <option value={country}>Nationwide</option>
        <RegionOptions regions={parts} />
      </select>
    </label>
  );
}

function RegionOptions({ regions }: { regions: readonly Region[] }) {
  return regions.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}

async function choose({ currentTarget: select }: TargetedEvent<HTMLSelectElement>) {
  if (select.value !== MORE) return analyst.useHolidays(select.value);
  // Nothing is chosen yet: the same field shows the whole list, and waits.
  select.value = countryOf(holidays.value);
  await askForCountries();
  select.focus();
}

function loadingText(): string {
  switch (loading.value) {
    case 'not asked':
      return '';
    case 'under way':
      return 'Loading the list of countries';
    case 'failed':
      return 'The list of countries could not be loaded. Reload the page to try again.';
  }
}
