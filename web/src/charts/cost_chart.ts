// The cost chart as a pure function: columns, anomalies and colors in, a Chart.js configuration out.
import type { ChartConfiguration, ChartDataset, ChartOptions } from 'chart.js';
import type { Anomaly, SeriesColumns } from '../../../wasm/expense_core';
import { shortMoney } from '../format/money';
import { directionOf } from '../format/words';
import { anomalyWindows, arrivingWindow, markerPoints } from './anomaly_marks';
import { type ChartPoint, linePoints, lonePoints } from './chart_points';
import { dayTicks, tickLabel } from './day_axis';
import { type DayRange, lengthOf, SHORTEST_RANGE_DAYS } from './day_range';
import type { Palette } from './palette';

export interface CostChartInput {
  readonly columns: SeriesColumns;
  readonly anomalies: readonly Anomaly[];
  readonly selectedAnomalyId: string | null;
  /** How many of the newest days are not final. */
  readonly arrivingDays: number;
  readonly range: DayRange;
  /** All days of the bill: zooming out ends there. */
  readonly whole: DayRange;
  readonly currency: string;
  readonly palette: Palette;
  /** Told when the reader has dragged or pinched to new limits of the axis. */
  readonly onZoom: (firstDay: number, lastDay: number) => void;
}

type CostDataset = ChartDataset<'line', ChartPoint[]>;

const PIXELS_PER_TICK = 76;
/**
 * From this many days on, lines are drawn finer, or they grow together into a bar. A width of
 * exactly 1 is also what browsers without a graphics card draw many times faster than any other.
 */
const DENSE_DAYS = 400;

export function costChartConfig(input: CostChartInput): ChartConfiguration<'line', ChartPoint[]> {
  return { type: 'line', data: { datasets: costDatasets(input) }, options: costOptions(input) };
}

/** Drawn from the last to the first: band, expected, actual, and the markers on top. */
export function costDatasets(input: CostChartInput): CostDataset[] {
  const { columns, anomalies, palette, selectedAnomalyId } = input;
  const { days, actual, expected, lower, upper } = columns;
  const fine = lengthOf(input.range) > DENSE_DAYS;
  const edge = { borderColor: palette.bandEdge, borderWidth: 1, order: 4 };
  const datasets: CostDataset[] = [
    markerDataset(anomalies, columns, palette, selectedAnomalyId),
    line('Actual', linePoints(days, actual), {
      borderColor: palette.actual,
      borderWidth: fine ? 1 : 1.75,
      order: 2,
    }),
  ];
  const lone = lonePoints(days, actual);
  if (lone.length > 0) datasets.push(dots('Days alone', lone, palette.actual));
  if (expected.length === 0) return datasets;
  return [
    ...datasets,
    line('Expected', linePoints(days, expected), {
      borderColor: palette.expected,
      borderWidth: fine ? 1 : 1.25,
      borderDash: [5, 4],
      order: 3,
    }),
    line('Lower edge', linePoints(days, lower), edge),
    line('Upper edge', linePoints(days, upper), {
      ...edge,
      fill: '-1',
      backgroundColor: palette.bandFill,
    }),
  ];
}

function line(label: string, data: ChartPoint[], style: Partial<CostDataset>): CostDataset {
  return { label, data, pointRadius: 0, pointHitRadius: 0, fill: false, tension: 0, ...style };
}

/** A set of its own: radii within the line would make every drawing of a long bill slower. */
function dots(label: string, data: ChartPoint[], color: string): CostDataset {
  return {
    label,
    data,
    showLine: false,
    order: 2,
    pointRadius: 3,
    pointHitRadius: 0,
    pointBackgroundColor: color,
    pointBorderWidth: 0,
    // Half of a dot at zero would be cut off otherwise.
    clip: 4,
  };
}

function markerDataset(
  anomalies: readonly Anomaly[],
  columns: SeriesColumns,
  palette: Palette,
  selectedId: string | null,
): CostDataset {
  const above = anomalies.map((anomaly) => directionOf(anomaly) === 'above');
  return {
    label: 'Anomalies',
    data: markerPoints(anomalies, columns),
    showLine: false,
    order: 1,
    pointStyle: 'triangle',
    // A triangle that points up for spend above expected, down for below.
    pointRotation: above.map((isAbove) => (isAbove ? 0 : 180)),
    pointBackgroundColor: above.map((isAbove) => (isAbove ? palette.above : palette.below)),
    pointBorderColor: palette.surface,
    pointBorderWidth: 1.5,
    pointRadius: anomalies.map((anomaly) => (anomaly.id === selectedId ? 9 : 6.5)),
    // Half of a marker on the newest day would be cut off otherwise.
    clip: 10,
  };
}

export function costOptions(input: CostChartInput): ChartOptions<'line'> {
  const { anomalies, selectedAnomalyId, palette, currency, whole } = input;
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    // Hover and click are ours: they need no hit testing by the chart.
    events: [],
    font: { family: palette.font, size: 12 },
    layout: { padding: { top: 8, right: 8 } },
    scales: { x: dayScale(input.range, palette), y: moneyScale(input.columns, currency, palette) },
    plugins: {
      annotation: {
        annotations: [
          ...anomalyWindows(anomalies, selectedAnomalyId, palette),
          ...arrivingWindow(input.columns, input.arrivingDays, palette),
        ],
      },
      zoom: {
        limits: {
          x: { min: whole.first - 0.5, max: whole.last + 0.5, minRange: SHORTEST_RANGE_DAYS },
        },
        zoom: {
          mode: 'x',
          drag: {
            enabled: true,
            threshold: 8,
            backgroundColor: palette.selection,
            borderColor: palette.expected,
            borderWidth: 1,
          },
          pinch: { enabled: true },
          onZoomComplete: ({ chart }) => {
            const x = chart.scales['x'];
            if (x !== undefined) input.onZoom(Math.ceil(x.min), Math.floor(x.max));
          },
        },
      },
    },
  };
}

type Scale = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

function dayScale(range: DayRange, palette: Palette): Scale {
  return {
    type: 'linear',
    min: range.first - 0.5,
    max: range.last + 0.5,
    grid: { color: palette.grid, tickLength: 4 },
    border: { color: palette.zeroLine },
    ticks: {
      color: palette.text,
      maxRotation: 0,
      autoSkip: false,
      callback: (value, index) => tickLabel(Number(value), index === 0),
    },
    afterBuildTicks: (axis) => {
      const most = Math.max(2, Math.floor(axis.width / PIXELS_PER_TICK));
      const days = dayTicks(Math.ceil(axis.min), Math.floor(axis.max), most);
      axis.ticks = days.map((value) => ({ value }));
    },
  };
}

function moneyScale({ actual }: SeriesColumns, currency: string, palette: Palette): Scale {
  const hasCredits = actual.some((cost) => cost < 0);
  return {
    type: 'linear',
    beginAtZero: true,
    // A band that reaches below zero means nothing where costs never do.
    ...(hasCredits ? {} : { min: 0 }),
    // Room for the marker of the highest day.
    grace: '6%',
    border: { display: false },
    grid: {
      color: ({ tick }) => (tick?.value === 0 ? palette.zeroLine : palette.grid),
      tickLength: 0,
    },
    ticks: {
      color: palette.text,
      maxTicksLimit: 7,
      padding: 8,
      callback: (value) => shortMoney(Number(value), currency),
    },
  };
}
