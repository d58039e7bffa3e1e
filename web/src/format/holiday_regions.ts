// Countries and their subdivisions out of the text of their holidays, for choosing among them.

export interface Region {
  /** ISO 3166: "DE", "DE-BY". */
  readonly code: string;
  readonly name: string;
}

export interface Country extends Region {
  /** Subdivisions with holidays of their own, by name. */
  readonly parts: readonly Region[];
}

/** The country of a region: "DE" of "DE-BY". */
export function countryOf(region: string): string {
  return region.split('-')[0] ?? region;
}

/** All countries by name. `text` is core/calendar/country_holidays.txt: "[DE-BY] Bavaria" begins a region. */
export function countriesIn(text: string): readonly Country[] {
  const regions = [...text.matchAll(/^\[([^\]]+)\] (.+)$/gm)]
    .map(([, code = '', name = '']): Region => ({ code, name }))
    .sort(byName);
  return regions
    .filter(({ code }) => code === countryOf(code))
    .map((country) => ({
      ...country,
      parts: regions.filter(
        ({ code }) => code !== country.code && countryOf(code) === country.code,
      ),
    }));
}

/** Without regard to any locale: the page is the same everywhere. */
function byName(a: Region, b: Region): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
