// Where days and costs lie on the screen: the chart's plot area and its two axes.

export interface PlotFrame {
  /** Edges of the plot in pixels of the canvas. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Limits of the axes. */
  readonly dayMin: number;
  readonly dayMax: number;
  readonly costMin: number;
  readonly costMax: number;
}

export function pixelOfDay(frame: PlotFrame, day: number): number {
  const share = (day - frame.dayMin) / (frame.dayMax - frame.dayMin);
  return frame.left + share * (frame.right - frame.left);
}

export function pixelOfCost(frame: PlotFrame, cost: number): number {
  const share = (cost - frame.costMin) / (frame.costMax - frame.costMin);
  return frame.bottom - share * (frame.bottom - frame.top);
}

/** The nearest whole day. */
export function dayOfPixel(frame: PlotFrame, x: number): number {
  const share = (x - frame.left) / (frame.right - frame.left);
  return Math.round(frame.dayMin + share * (frame.dayMax - frame.dayMin));
}

export function isInside(frame: PlotFrame, x: number, y: number): boolean {
  return x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
}
