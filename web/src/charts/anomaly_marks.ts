// How anomalies look in the chart: a marker on the day that differs most, a shaded window over all days.
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { Anomaly, SeriesColumns } from '../../../wasm/expense_core';
import { dayOfIso } from '../format/dates';
import { directionOf } from '../format/words';
import type { ChartPoint } from './chart_points';
import { nearestIndex } from './day_range';
import type { Palette } from './palette';

/** Row of the anomaly's day with the largest distance from expected (or the largest cost). */
export function peakIndex(anomaly: Anomaly, columns: SeriesColumns): number {
  const first = nearestIndex(columns.days, dayOfIso(anomaly.start));
  const last = nearestIndex(columns.days, dayOfIso(anomaly.end));
  let peak = first;
  let largest = -1;
  for (let row = first; row <= last; row += 1) {
    const distance = Math.abs((columns.actual[row] ?? 0) - (columns.expected[row] ?? 0));
    if (distance > largest) {
      largest = distance;
      peak = row;
    }
  }
  return peak;
}

export function markerPoints(anomalies: readonly Anomaly[], columns: SeriesColumns): ChartPoint[] {
  return anomalies.map((anomaly) => {
    const row = peakIndex(anomaly, columns);
    return { x: columns.days[row] ?? 0, y: columns.actual[row] ?? 0 };
  });
}

/** The anomaly whose days hold this one, the shortest first: it lies on top of longer ones. */
export function anomalyOnDay(anomalies: readonly Anomaly[], day: number): Anomaly | null {
  const length = (one: Anomaly): number => dayOfIso(one.end) - dayOfIso(one.start);
  const holding = anomalies.filter((one) => dayOfIso(one.start) <= day && day <= dayOfIso(one.end));
  return holding.sort((a, b) => length(a) - length(b))[0] ?? null;
}

export function anomalyWindows(
  anomalies: readonly Anomaly[],
  selectedId: string | null,
  palette: Palette,
): AnnotationOptions[] {
  return anomalies.map((anomaly) => {
    const above = directionOf(anomaly) === 'above';
    const selected = anomaly.id === selectedId;
    return {
      type: 'box',
      xMin: dayOfIso(anomaly.start) - 0.5,
      xMax: dayOfIso(anomaly.end) + 0.5,
      backgroundColor: above ? palette.aboveWindow : palette.belowWindow,
      borderColor: above ? palette.above : palette.below,
      borderWidth: selected ? 1.5 : 0,
      drawTime: 'beforeDatasetsDraw',
    };
  });
}

/** The newest days that are still arriving, hatched by their border: drawn, not judged. */
export function arrivingWindow(
  { days }: SeriesColumns,
  arrivingDays: number,
  palette: Palette,
): AnnotationOptions[] {
  const first = days[days.length - arrivingDays];
  const last = days[days.length - 1];
  if (arrivingDays === 0 || first === undefined || last === undefined) return [];
  return [
    {
      type: 'box',
      xMin: first - 0.5,
      xMax: last + 0.5,
      backgroundColor: palette.selection,
      borderColor: palette.text,
      borderWidth: 1,
      borderDash: [2, 3],
      drawTime: 'beforeDatasetsDraw',
    },
  ];
}
