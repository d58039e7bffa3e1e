// Draws one small chart off the page, so that the first real one finds its code compiled: half the time.
import { Chart } from './chart_parts';
import { costChartConfig } from './cost_chart';
import type { Palette } from './palette';

/** Enough for the browser to compile the chart's loops, not only to read them. */
const DAYS = 400;

/** Call while the page is idle; takes as long as a first chart does. */
export function warmUpChart(palette: Palette): void {
  const canvas = document.createElement('canvas');
  const days = Int32Array.from({ length: DAYS }, (_, day) => day);
  const costs = new Float64Array(DAYS).fill(1);
  const range = { first: 0, last: DAYS - 1 };
  const config = costChartConfig({
    columns: { days, actual: costs, expected: costs, lower: costs, upper: costs },
    anomalies: [],
    selectedAnomalyId: null,
    arrivingDays: 0,
    range,
    whole: range,
    currency: '',
    palette,
    onZoom: () => undefined,
  });
  new Chart(canvas, { ...config, options: { ...config.options, responsive: false } }).destroy();
}
