// What the chart's keys do to the state: the cursor, the range, the anomaly; and the sentence they speak.
import type { SeriesColumns } from '../../../wasm/expense_core';
import { anomalyOnDay, peakIndex } from '../charts/anomaly_marks';
import { type ChartCommand, movedCursor } from '../charts/chart_keys';
import { containing, zoomed } from '../charts/day_range';
import { dayFacts, dayFactsSentence } from '../format/day_facts';
import { anomalyLabel } from '../format/sentences';
import { shown } from './app_state';
import {
  currentAnomalies,
  currentRange,
  currentSummary,
  cursorIndex,
  openInList,
  showRange,
  wholeRange,
} from './selection';

const KEY_ZOOM = 2;

/** Carries out a key: moves the cursor, the range, or opens the anomaly under the cursor. */
export function obeyChartCommand(command: ChartCommand, columns: SeriesColumns): void {
  const range = currentRange.value;
  const whole = wholeRange.value;
  if (range === null || whole === null) return;
  const row = cursorIndex.value;
  const center = columns.days[row ?? -1] ?? (range.first + range.last) / 2;
  switch (command) {
    case 'zoom_in':
      showRange(zoomed(range, KEY_ZOOM, center, whole));
      return;
    case 'zoom_out':
      showRange(zoomed(range, 1 / KEY_ZOOM, center, whole));
      return;
    case 'whole_range':
      showRange(null);
      return;
    case 'dismiss':
      cursorIndex.value = null;
      return;
    case 'select_anomaly': {
      const anomaly = row === null ? null : anomalyOnDay(currentAnomalies.value, center);
      if (anomaly !== null) openInList(anomaly);
      return;
    }
    default: {
      const peaks = currentAnomalies.value.map((one) => peakIndex(one, columns));
      const to = movedCursor(
        command,
        row,
        columns.days.length,
        peaks.sort((a, b) => a - b),
      );
      if (to === null) return;
      cursorIndex.value = to;
      showRange(containing(range, columns.days[to] ?? range.last, whole));
    }
  }
}

/** The day under the cursor in one sentence; "" without a cursor. */
export function spokenDay(columns: SeriesColumns): string {
  const row = cursorIndex.value;
  if (row === null) return '';
  const facts = dayFacts(
    columns,
    row,
    shown.value?.currency ?? '',
    currentSummary.value?.arriving_days,
  );
  const anomaly = anomalyOnDay(currentAnomalies.value, facts.day);
  const more = anomaly === null ? '' : ` ${anomalyLabel(anomaly)}. Enter opens it.`;
  return dayFactsSentence(facts) + more;
}
