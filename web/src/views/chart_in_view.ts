// On a narrow screen the chart lies above the list and out of sight: what a choice has changed is shown.

const NARROW = '(max-width: 60rem)';
const NO_MOTION = '(prefers-reduced-motion: reduce)';

/** Scrolls no farther than it takes to see the figure, and not at all on a wide screen. */
export function bringChartIntoView(): void {
  if (!matchMedia(NARROW).matches) return;
  const behavior = matchMedia(NO_MOTION).matches ? 'instant' : 'smooth';
  document.getElementById('chart-figure')?.scrollIntoView({ block: 'nearest', behavior });
}
