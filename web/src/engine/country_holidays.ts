// The holidays of the world's countries, as text for the core. They are a file of their own, which the
// page fetches from its own host when a person asks for another country: the only thing that is ever
// loaded later, the same for everybody, and without a word about the bill.

/** @throws when the file cannot be fetched, as without a network. */
export async function loadCountryHolidays(): Promise<string> {
  const file = await import('../../../core/calendar/country_holidays.txt?raw');
  return file.default;
}
