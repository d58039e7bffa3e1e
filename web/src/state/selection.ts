// What the reader looks at: series, anomaly, day under the cursor, range of days, filters.
import { batch, computed, signal } from '@preact/signals';
import type { Anomaly, SeriesColumns, SeriesSummary } from '../../../wasm/expense_core';
import { type DayRange, frameOf, fullRange } from '../charts/day_range';
import { dayOfIso } from '../format/dates';
import { type Direction, directionOf, sliceName } from '../format/words';
import { shown } from './app_state';

export const selectedSeries = signal(0);
export const selectedAnomalyId = signal<string | null>(null);
/** Row of the columns under the cursor of the chart. */
export const cursorIndex = signal<number | null>(null);
/** Days drawn by the chart; null means all of them. */
export const visibleRange = signal<DayRange | null>(null);
/** Anomaly whose row in the list wants the focus, after it was chosen in the chart. */
export const focusRequest = signal<string | null>(null);
export const tableShown = signal(false);
export const sliceFilter = signal('');
export const directionFilter = signal<Direction | 'both'>('both');

export const currentColumns = computed<SeriesColumns | null>(
  () => shown.value?.columns.get(selectedSeries.value) ?? null,
);

export const currentSummary = computed<SeriesSummary | null>(
  () => shown.value?.series.find((one) => one.index === selectedSeries.value) ?? null,
);

/** Anomalies of the series in the chart, in the order of their days. */
export const currentAnomalies = computed<readonly Anomaly[]>(() =>
  (shown.value?.anomalies ?? [])
    .filter((anomaly) => anomaly.series === selectedSeries.value)
    .sort((a, b) => dayOfIso(a.start) - dayOfIso(b.start)),
);

/** All days of the bill, those of the total: every series is drawn over the same days. */
export const wholeRange = computed<DayRange | null>(() => {
  const total = shown.value?.columns.get(0) ?? currentColumns.value;
  return total === null ? null : fullRange(total.days);
});

/** The range in force. */
export const currentRange = computed<DayRange | null>(() => visibleRange.value ?? wholeRange.value);

/** The list: by |impact|, as the core orders it, and through the filters. */
export const listedAnomalies = computed<readonly Anomaly[]>(() => {
  const wanted = sliceFilter.value.trim().toLowerCase();
  const direction = directionFilter.value;
  return (shown.value?.anomalies ?? []).filter(
    (anomaly) =>
      (direction === 'both' || directionOf(anomaly) === direction) &&
      sliceName(anomaly.slice).toLowerCase().includes(wanted),
  );
});

/** What the reader has chosen to see of one bill: all of the above that outlives a moment. */
export interface View {
  readonly series: number;
  readonly anomalyId: string | null;
  readonly range: DayRange | null;
  readonly table: boolean;
  readonly slice: string;
  readonly direction: Direction | 'both';
}

export function currentView(): View {
  return {
    series: selectedSeries.value,
    anomalyId: selectedAnomalyId.value,
    range: visibleRange.value,
    table: tableShown.value,
    slice: sliceFilter.value,
    direction: directionFilter.value,
  };
}

export function showView(view: View): void {
  batch(() => {
    selectedSeries.value = view.series;
    selectedAnomalyId.value = view.anomalyId;
    visibleRange.value = view.range;
    tableShown.value = view.table;
    sliceFilter.value = view.slice;
    directionFilter.value = view.direction;
    cursorIndex.value = null;
  });
}

/** How a bill is first seen; `worst` is the anomaly to begin with. */
export function viewOf(worst: Anomaly | undefined): View {
  return {
    series: worst?.series ?? 0,
    anomalyId: worst?.id ?? null,
    range: null,
    table: false,
    slice: '',
    direction: 'both',
  };
}

/** Forgets everything about the bill before. */
export function resetSelection(worst: Anomaly | undefined): void {
  showView(viewOf(worst));
}

export function clearFilters(): void {
  batch(() => {
    sliceFilter.value = '';
    directionFilter.value = 'both';
  });
}

export function selectSeries(index: number): void {
  batch(() => {
    selectedSeries.value = index;
    selectedAnomalyId.value = null;
    cursorIndex.value = null;
  });
}

/** Shows the anomaly's series with its window framed. */
export function selectAnomaly(anomaly: Anomaly): void {
  batch(() => {
    if (anomaly.series !== selectedSeries.value) cursorIndex.value = null;
    selectedSeries.value = anomaly.series;
    selectedAnomalyId.value = anomaly.id;
    const whole = wholeRange.value;
    if (whole === null) return;
    showRange(frameOf(dayOfIso(anomaly.start), dayOfIso(anomaly.end), whole));
  });
}

/** The same from the chart: the list follows, through its filters if need be. */
export function openInList(anomaly: Anomaly): void {
  batch(() => {
    selectAnomaly(anomaly);
    if (!listedAnomalies.value.includes(anomaly)) clearFilters();
    focusRequest.value = anomaly.id;
  });
}

/** Sets the range; the whole one is kept as null. */
export function showRange(range: DayRange | null): void {
  const whole = wholeRange.value;
  const isWhole = whole !== null && range?.first === whole.first && range.last === whole.last;
  visibleRange.value = isWhole ? null : range;
}
