// The numbers of the chart as a table: the visible days, of which only the rows in sight are built.
import { useSignal } from '@preact/signals';
import type { SeriesColumns } from '../../../wasm/expense_core';
import { anomalyOnDay } from '../charts/anomaly_marks';
import { nearestIndex } from '../charts/day_range';
import { isoOfDay } from '../format/dates';
import { type DayFacts, dayFacts } from '../format/day_facts';
import { kindName } from '../format/words';
import { shown } from '../state/app_state';
import { currentAnomalies, currentRange, currentSummary } from '../state/selection';

/** Height of a row in pixels; the style sheet says the same in --day-row. */
const ROW_PIXELS = 30;
const ROWS_BUILT = 40;

export function DayTable({ columns }: { columns: SeriesColumns }) {
  const scrolled = useSignal(0);
  const range = currentRange.value;
  if (range === null) return null;
  const first = nearestIndex(columns.days, range.first);
  const count = nearestIndex(columns.days, range.last) - first + 1;
  const topRow = Math.floor(scrolled.value / ROW_PIXELS) - 10;
  const from = Math.max(0, Math.min(topRow, count - ROWS_BUILT));
  const to = Math.min(count, from + ROWS_BUILT);
  const rows = Array.from({ length: to - from }, (_, row) =>
    dayFacts(
      columns,
      first + from + row,
      shown.value?.currency ?? '',
      currentSummary.value?.arriving_days,
    ),
  );
  const hasModel = columns.expected.length > 0;
  return (
    <section
      class="scroll-frame day-frame"
      aria-label={`Table of the daily cost of ${currentSummary.value?.name ?? ''}`}
      // A frame that scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={(event) => {
        scrolled.value = event.currentTarget.scrollTop;
      }}
    >
      <table class="day-table" aria-rowcount={count + 1}>
        <caption class="unseen">The numbers of the chart, one row for each day shown</caption>
        <TableHead hasModel={hasModel} />
        <tbody>
          <Spacer rows={from} />
          {rows.map((facts, row) => (
            <DayRow key={facts.day} facts={facts} rowIndex={from + row + 2} />
          ))}
          <Spacer rows={count - to} />
        </tbody>
      </table>
    </section>
  );
}

function TableHead({ hasModel }: { hasModel: boolean }) {
  const names = hasModel
    ? ['Actual', 'Expected', 'Lower', 'Upper', 'Difference', 'Percent']
    : ['Actual'];
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">Day</th>
        {names.map((name) => (
          <th key={name} scope="col" class="number">
            {name}
          </th>
        ))}
        {hasModel && <th scope="col">Anomaly</th>}
      </tr>
    </thead>
  );
}

function DayRow({ facts, rowIndex }: { facts: DayFacts; rowIndex: number }) {
  const { day, title, actual, model } = facts;
  const anomaly = anomalyOnDay(currentAnomalies.value, day);
  return (
    <tr aria-rowindex={rowIndex} class={anomaly === null ? undefined : 'in-anomaly'}>
      <th scope="row">
        <time dateTime={isoOfDay(day)}>{title}</time>
      </th>
      <td class="number">{actual}</td>
      {model !== null && (
        <>
          <td class="number">{model.expected}</td>
          <td class="number">{model.lower}</td>
          <td class="number">{model.upper}</td>
          <td class="number">{model.difference}</td>
          <td class="number">{model.percent}</td>
          <td>{anomaly === null ? '' : kindName(anomaly.kind)}</td>
        </>
      )}
    </tr>
  );
}

/** Keeps the scroll bar true for rows that are not built. */
function Spacer({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr>
      <td colSpan={8} class="spacer" style={{ height: `${rows * ROW_PIXELS}px` }} />
    </tr>
  );
}
