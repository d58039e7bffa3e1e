// The line and the tooltip of the day under the cursor: plain elements over the canvas, so that moving redraws nothing.
import type { Signal } from '@preact/signals';
import type { SeriesColumns } from '../../../wasm/expense_core';
import { anomalyOnDay } from '../charts/anomaly_marks';
import { type PlotFrame, pixelOfCost, pixelOfDay } from '../charts/plot_frame';
import { type DayFacts, dayFacts } from '../format/day_facts';
import { anomalyLabel } from '../format/sentences';
import { directionOf } from '../format/words';
import { shown } from '../state/app_state';
import { currentAnomalies, currentSummary, cursorIndex } from '../state/selection';

/** Twice the width of a tooltip. */
const NARROW_PIXELS = 560;
const CURSOR_GAP = 14;

interface Props {
  readonly columns: SeriesColumns;
  readonly frame: Signal<PlotFrame | null>;
}

export function ChartCursor({ columns, frame }: Props) {
  const row = cursorIndex.value;
  const place = frame.value;
  if (row === null || place === null || row >= columns.days.length) return null;
  const facts = dayFacts(
    columns,
    row,
    shown.value?.currency ?? '',
    currentSummary.value?.arriving_days,
  );
  if (facts.day < place.dayMin || facts.day > place.dayMax) return null;
  const x = pixelOfDay(place, facts.day);
  const y = pixelOfCost(place, columns.actual[row] ?? 0);
  return (
    <div class="cursor" aria-hidden="true">
      <div
        class="cursor-line"
        style={{ left: `${x}px`, top: `${place.top}px`, height: `${place.bottom - place.top}px` }}
      />
      <div class="cursor-dot" style={{ left: `${x}px`, top: `${y}px` }} />
      <div class="tooltip" style={{ top: `${place.top + 6}px`, ...tooltipSide(place, x) }}>
        <TooltipText facts={facts} />
      </div>
    </div>
  );
}

/** Beside the cursor on the roomier side; in a narrow chart at the far edge, so that nothing is cut. */
function tooltipSide(place: PlotFrame, x: number): { left: string } | { right: string } {
  const inLeftHalf = x < (place.left + place.right) / 2;
  const isNarrow = place.right - place.left < NARROW_PIXELS;
  if (inLeftHalf) return isNarrow ? { right: '0' } : { left: `${x + CURSOR_GAP}px` };
  return isNarrow ? { left: '0' } : { right: `calc(100% - ${x - CURSOR_GAP}px)` };
}

function TooltipText({ facts }: { facts: DayFacts }) {
  const { title, actual, model, day } = facts;
  const anomaly = anomalyOnDay(currentAnomalies.value, day);
  return (
    <>
      <p class="tooltip-title">{title}</p>
      <dl>
        <dt>Actual</dt>
        <dd data-figure="actual">{actual}</dd>
        {model !== null && (
          <>
            <dt>Expected</dt>
            <dd data-figure="expected">{model.expected}</dd>
            <dt>Band</dt>
            <dd data-figure="band">
              {model.lower} to {model.upper}
            </dd>
            <dt>Difference</dt>
            <dd data-figure="difference">
              {model.difference} ({model.percent})
            </dd>
          </>
        )}
      </dl>
      {anomaly !== null && (
        <p class={`tooltip-anomaly ${directionOf(anomaly)}`}>
          {directionOf(anomaly) === 'above' ? '▲' : '▼'} {anomalyLabel(anomaly)}
          <br />
          <span>Enter or a click opens it</span>
        </p>
      )}
    </>
  );
}
