// The list of anomalies, largest first, linked with the chart both ways.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Anomaly } from '../../../wasm/expense_core';
import { dayOfIso } from '../format/dates';
import { formatMoneyChange } from '../format/money';
import { counted, directionOf, formatPercentChange, kindName, sliceName } from '../format/words';
import { shown } from '../state/app_state';
import {
  focusRequest,
  listedAnomalies,
  selectAnomaly,
  selectedAnomalyId,
} from '../state/selection';
import { AnomalyFilters } from './anomaly_filters';
import { bringChartIntoView } from './chart_in_view';
import { DayRangeText } from './day_range_text';

/** More rows than this wait behind a button: nobody reads them, and they cost time to lay out. */
const FIRST_ROWS = 100;

export function AnomalyList() {
  const all = shown.value?.anomalies.length ?? 0;
  if (all === 0) return null;
  return (
    <section class="anomalies" aria-labelledby="anomalies-title">
      <div class="panel-head">
        <h2 id="anomalies-title">Anomalies</h2>
        <AnomalyFilters />
      </div>
      {listedAnomalies.value.length === 0 ? (
        <p class="empty">None of the {counted(all, 'anomaly', 'anomalies')} fits the filter.</p>
      ) : (
        <AnomalyTable anomalies={listedAnomalies.value} />
      )}
    </section>
  );
}

function AnomalyTable({ anomalies }: { anomalies: readonly Anomaly[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const showAll = useSignal(false);
  const selectedId = selectedAnomalyId.value;
  const selectedRow = anomalies.findIndex(({ id }) => id === selectedId);
  const cut = !showAll.value && anomalies.length > FIRST_ROWS && selectedRow < FIRST_ROWS;
  const rows = cut ? anomalies.slice(0, FIRST_ROWS) : anomalies;
  // A marker chosen in the chart brings its row here.
  useEffect(() => {
    const wanted = focusRequest.value;
    if (wanted === null) return;
    const row = anomalies.findIndex(({ id }) => id === wanted);
    focusRow(body.current, row);
    focusRequest.value = null;
  }, [focusRequest.value, anomalies]);
  return (
    <section class="scroll-frame list-frame" aria-label="List of anomalies" tabIndex={-1}>
      <table class="anomaly-table">
        <caption class="unseen">
          Anomalies by size of impact, largest first. The arrow keys move between rows, Enter shows
          one in the chart.
        </caption>
        <TableHead />
        <tbody ref={body} onKeyDown={(event) => moveFocus(event, body.current)}>
          {rows.map((anomaly, row) => (
            <AnomalyRow
              key={anomaly.id}
              anomaly={anomaly}
              selected={anomaly.id === selectedId}
              tabStop={row === Math.max(0, selectedRow)}
            />
          ))}
        </tbody>
      </table>
      {cut && (
        <button
          type="button"
          class="button"
          onClick={() => {
            showAll.value = true;
          }}
        >
          Show all {anomalies.length}
        </button>
      )}
    </section>
  );
}

function TableHead() {
  return (
    <thead>
      <tr>
        <th scope="col" class="number">
          Impact
        </th>
        <th scope="col" class="number">
          Percent
        </th>
        <th scope="col">Slice</th>
        <th scope="col">Kind</th>
        <th scope="col">From – to</th>
        <th scope="col" class="number">
          Days
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly anomaly: Anomaly;
  readonly selected: boolean;
  /** One row of the table is a tab stop; the arrow keys reach the others. */
  readonly tabStop: boolean;
}

function AnomalyRow({ anomaly, selected, tabStop }: RowProps) {
  const direction = directionOf(anomaly);
  const first = dayOfIso(anomaly.start);
  const last = dayOfIso(anomaly.end);
  const lastOfSeries = shown.value?.series.find(({ index }) => index === anomaly.series)?.last_date;
  return (
    <tr
      class={selected ? 'selected' : undefined}
      data-anomaly={anomaly.id}
      onClick={(event) => {
        selectAnomaly(anomaly);
        focusOnlyButton(event.currentTarget);
        bringChartIntoView();
      }}
    >
      <th scope="row" class="number">
        <button
          type="button"
          class={`impact ${direction}`}
          tabIndex={tabStop ? 0 : -1}
          aria-pressed={selected}
        >
          <span aria-hidden="true">{direction === 'above' ? '▲' : '▼'}</span>{' '}
          {formatMoneyChange(anomaly.impact.total, shown.value?.currency ?? '')}
        </button>
      </th>
      <td class="number">{formatPercentChange(anomaly.impact.percent)}</td>
      <td class="slice">{sliceName(anomaly.slice)}</td>
      <td>{kindName(anomaly.kind)}</td>
      <td class="days">
        <DayRangeText first={anomaly.start} last={anomaly.end} />
        {anomaly.end === lastOfSeries && <span class="going-on"> still going on</span>}
      </td>
      <td class="number">{last - first + 1}</td>
    </tr>
  );
}

function rowButtons(body: HTMLElement | null): HTMLButtonElement[] {
  return [...(body?.querySelectorAll<HTMLButtonElement>('button.impact') ?? [])];
}

/** A press beside the button counts as one on it: the arrow keys go on from this row. */
function focusOnlyButton(row: HTMLElement): void {
  row.querySelector('button')?.focus({ preventScroll: true });
}

function focusRow(body: HTMLElement | null, row: number): void {
  const button = rowButtons(body)[row];
  button?.focus({ preventScroll: true });
  button?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}

function moveFocus(event: KeyboardEvent, body: HTMLElement | null): void {
  const buttons = rowButtons(body);
  const row = buttons.indexOf(event.target as HTMLButtonElement);
  const targets: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const target = targets[event.key];
  if (row < 0 || target === undefined) return;
  event.preventDefault();
  focusRow(body, target);
}
