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
