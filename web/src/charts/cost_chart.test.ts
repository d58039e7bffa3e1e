// The chart as a function: which lines, windows and markers come out of which columns.
import { describe, expect, test } from 'vitest';
import { dayOfIso } from '../format/dates';
import { exampleAnomaly, exampleColumns, exampleReport } from '../format/example_report';
import { anomalyOnDay, anomalyWindows, arrivingWindow, peakIndex } from './anomaly_marks';
import { linePoints, lonePoints } from './chart_points';
import { type CostChartInput, costChartConfig } from './cost_chart';
import type { Palette } from './palette';
import { dayOfPixel, pixelOfCost, pixelOfDay } from './plot_frame';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;
const { anomalies } = exampleReport();

const input = (changes: Partial<CostChartInput> = {}): CostChartInput => ({
  columns: exampleColumns(),
  anomalies,
  selectedAnomalyId: null,
  arrivingDays: 0,
  range: { first: dayOfIso('2026-03-01'), last: dayOfIso('2026-03-10') },
  whole: { first: dayOfIso('2026-03-01'), last: dayOfIso('2026-03-10') },
  currency: 'USD',
  palette,
  onZoom: () => undefined,
  ...changes,
});

describe('cost chart', () => {
  test('marks the newest days that are still arriving, and only those', () => {
    const columns = exampleColumns();
    expect(arrivingWindow(columns, 0, palette)).toEqual([]);
    expect(arrivingWindow(columns, 2, palette)).toMatchObject([
      { xMin: dayOfIso('2026-03-09') - 0.5, xMax: dayOfIso('2026-03-10') + 0.5 },
    ]);
  });
  test('draws markers, actual, expected and the two edges of the band', () => {
    const labels = costChartConfig(input()).data.datasets.map(({ label }) => label);
    expect(labels).toEqual(['Anomalies', 'Actual', 'Expected', 'Lower edge', 'Upper edge']);
  });

  test('fills the upper edge down to the lower one', () => {
    expect(costChartConfig(input()).data.datasets.at(-1)).toMatchObject({ fill: '-1' });
  });

  test('draws only the costs of a series without a model', () => {
    const none = new Float64Array(0);
    const columns = { ...exampleColumns(), expected: none, lower: none, upper: none };
    const { datasets } = costChartConfig(input({ columns, anomalies: [] })).data;
    expect(datasets.map(({ label }) => label)).toEqual(['Anomalies', 'Actual']);
  });

  test('markers point up for spend above expected and down for spend below', () => {
    const markers = costChartConfig(input()).data.datasets[0];
    expect(markers).toMatchObject({
      pointRotation: [0, 180],
      pointBackgroundColor: ['above', 'below'],
    });
    expect(markers?.data).toEqual([
      { x: dayOfIso('2026-03-03'), y: 35 },
      { x: dayOfIso('2026-03-08'), y: 0 },
    ]);
  });

  test('nothing moves and nothing is parsed again', () => {
    expect(costChartConfig(input()).options).toMatchObject({
      animation: false,
      parsing: false,
      normalized: true,
    });
  });

  test('money starts at zero', () => {
    const scale = (changes: Partial<CostChartInput>) =>
      costChartConfig(input(changes)).options?.scales?.['y'];
    expect(scale({})).toMatchObject({ beginAtZero: true, min: 0 });
    const credits = { ...exampleColumns(), actual: new Float64Array(10).fill(-5) };
    expect(scale({ columns: credits })).not.toHaveProperty('min');
  });

  test('a missing day breaks the line', () => {
    const points = linePoints(Int32Array.from([1, 2, 5]), Float64Array.from([1, 2, 5]));
    expect(points.map(({ x }) => x)).toEqual([1, 2, 3, 5]);
    expect(points[2]?.y).toBeNaN();
  });

  test('a day without neighbors is a dot, and only such a day', () => {
    const days = Int32Array.from([1, 2, 5, 7, 8, 10]);
    const costs = Float64Array.from(days);
    expect(lonePoints(days, costs).map(({ x }) => x)).toEqual([5, 10]);
    const columns = { ...exampleColumns(), days, actual: costs };
    const { datasets } = costChartConfig(input({ columns, anomalies: [] })).data;
    expect(datasets.map(({ label }) => label).slice(0, 3)).toEqual([
      'Anomalies',
      'Actual',
      'Days alone',
    ]);
    expect(datasets[1]?.pointRadius).toBe(0);
    expect(datasets[2]).toMatchObject({ pointRadius: 3, showLine: false });
    expect(datasets.at(-1)).toMatchObject({ label: 'Upper edge', fill: '-1' });
  });
});

describe('anomaly marks', () => {
  test('the window covers whole days, with an edge when it is selected', () => {
    const [window] = anomalyWindows(anomalies, 'a1', palette);
    expect(window).toMatchObject({
      xMin: dayOfIso('2026-03-03') - 0.5,
      xMax: dayOfIso('2026-03-04') + 0.5,
      backgroundColor: 'aboveWindow',
      borderWidth: 1.5,
    });
  });

  test('the marker stands on the day that differs most', () => {
    expect(peakIndex(exampleAnomaly(), exampleColumns())).toBe(2);
  });

  test('of nested anomalies the shorter one answers', () => {
    const long = exampleAnomaly({ id: 'long', start: '2026-03-01', end: '2026-03-10' });
    const all = [long, exampleAnomaly()];
    expect(anomalyOnDay(all, dayOfIso('2026-03-03'))?.id).toBe('a1');
    expect(anomalyOnDay(all, dayOfIso('2026-03-09'))?.id).toBe('long');
    expect(anomalyOnDay(all, dayOfIso('2026-03-11'))).toBeNull();
  });
});

describe('plot frame', () => {
  const frame = {
    left: 50,
    right: 150,
    top: 0,
    bottom: 200,
    dayMin: 9.5,
    dayMax: 19.5,
    costMin: 0,
    costMax: 100,
  };

  test('pixels and days are each other\u2019s inverse', () => {
    for (let day = 10; day < 20; day += 1) {
      expect(dayOfPixel(frame, pixelOfDay(frame, day))).toBe(day);
    }
  });

  test('zero cost lies at the bottom', () => {
    expect(pixelOfCost(frame, 0)).toBe(200);
    expect(pixelOfCost(frame, 100)).toBe(0);
  });
});
