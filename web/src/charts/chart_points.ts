// Columns to the points that Chart.js draws without parsing them again.

export interface ChartPoint {
  x: number;
  y: number;
}

/** One point a day; a gap in the days breaks the line instead of bridging it. */
export function linePoints(days: Int32Array, values: Float64Array): ChartPoint[] {
  const points: ChartPoint[] = [];
  let previous = Number.NaN;
  for (let row = 0; row < values.length; row += 1) {
    const x = days[row] ?? 0;
    if (x > previous + 1) points.push({ x: previous + 1, y: Number.NaN });
    points.push({ x, y: values[row] ?? 0 });
    previous = x;
  }
  return points;
}

/** The days without a neighbor on either side: a line has nothing to draw there. */
export function lonePoints(days: Int32Array, values: Float64Array): ChartPoint[] {
  const points: ChartPoint[] = [];
  for (let row = 0; row < values.length; row += 1) {
    const x = days[row] ?? 0;
    if (days[row - 1] === x - 1 || days[row + 1] === x + 1) continue;
    points.push({ x, y: values[row] ?? 0 });
  }
  return points;
}
