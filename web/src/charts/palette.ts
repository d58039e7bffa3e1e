// The chart's colors, read from the same CSS variables as the page.

export interface Palette {
  readonly actual: string;
  readonly expected: string;
  readonly bandFill: string;
  readonly bandEdge: string;
  readonly above: string;
  readonly below: string;
  readonly aboveWindow: string;
  readonly belowWindow: string;
  readonly grid: string;
  readonly zeroLine: string;
  readonly text: string;
  readonly selection: string;
  readonly surface: string;
  readonly font: string;
}

const VARIABLES: Readonly<Record<keyof Palette, string>> = {
  actual: '--chart-actual',
  expected: '--chart-expected',
  bandFill: '--chart-band-fill',
  bandEdge: '--chart-band-edge',
  above: '--above',
  below: '--below',
  aboveWindow: '--above-window',
  belowWindow: '--below-window',
  grid: '--chart-grid',
  zeroLine: '--chart-zero',
  text: '--text-quiet',
  selection: '--chart-selection',
  surface: '--surface',
  font: '--font',
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(VARIABLES).map(([key, variable]) => [
    key,
    style.getPropertyValue(variable).trim(),
  ]);
  return Object.fromEntries(entries) as unknown as Palette;
}
