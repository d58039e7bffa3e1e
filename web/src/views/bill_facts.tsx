// What was read, so that a reader can trust it: files, rows, rows left out, warnings, series without a model.
import type { Inspection, SeriesSummary } from '../../../wasm/expense_core';
import { dayOfIso, formatDayRange } from '../format/dates';
import { formatExactMoney, formatMoney } from '../format/money';
import { counted, exactPercent, formatName, groupedCount, measureName } from '../format/words';
import type { BillResult } from '../state/app_state';
import { ColumnMapping } from './column_mapping';

export function BillFacts({ result }: { result: BillResult }) {
  const { input, series, options } = result.report;
  const notes = series.filter((one) => !one.fitted || one.note !== '');
  const hasBand = series.some((one) => one.fitted);
  return (
    <section class="facts" id="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">What was read</h2>
      <dl class="facts-list">
        <Fact name={input.files.length > 1 ? 'Files' : 'File'} value={input.files.join(', ')} />
        <Fact name="Format" value={formatName(input.format)} />
        <Fact
          name="Days"
          value={`${formatDayRange(dayOfIso(input.first_date), dayOfIso(input.last_date))} (UTC)`}
        />
        <Fact name="Rows read" value={groupedCount(input.rows)} />
        <Fact name="Rows left out" value={groupedCount(input.rejected)} />
        <Fact name="Currency" value={input.currency || 'not stated in the bill'} />
        <Fact name="Cost measure" value={measureName(input.primary_measure)} />
        <Fact
          name="Total"
          value={formatMoney(input.total, input.currency)}
          title={formatExactMoney(input.total, input.currency)}
        />
        <Fact
          name="Judged"
          value={`${formatMoney(input.costs.total, input.currency)}, ${measureName(input.costs.measure)}`}
          title={formatExactMoney(input.costs.total, input.currency)}
        />
        {hasBand && (
          <Fact
            name="Expected band"
            value={`holds ${exactPercent(options.interval_width * 100)} of ordinary days`}
          />
        )}
      </dl>
      {input.warnings.length > 0 && (
        <ul class="facts-warnings" aria-label="Warnings">
          {input.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {input.rejected > 0 && <RejectedRows input={input} />}
      {result.preview.length > 1 && !result.bill.synthetic && (
        <details>
          <summary>Read by other columns</summary>
          <ColumnMapping preview={result.preview} told={options.columns} />
        </details>
      )}
      {notes.length > 0 && <SeriesNotes notes={notes} />}
    </section>
  );
}

/** `title` is what a pointer that rests on the value is told. */
function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>{value}</dd>
    </div>
  );
}

function RejectedRows({ input }: { input: Inspection }) {
  const { rejected, rejected_rows: rows } = input;
  return (
    <details>
      <summary>{counted(rejected, 'row')} left out</summary>
      <section class="scroll-frame" aria-label="Rows left out" tabIndex={0}>
        <table>
          <caption class="unseen">Rows left out and why</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                Line
              </th>
              <th scope="col">Reason</th>
              <th scope="col">File</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.file}:${row.line}`}>
                <td class="number">{groupedCount(row.line)}</td>
                <td>{row.reason}</td>
                <td>{row.file}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rejected > rows.length && (
        <p>
          The first {rows.length} of {counted(rejected, 'row')}.
        </p>
      )}
    </details>
  );
}

function SeriesNotes({ notes }: { notes: readonly SeriesSummary[] }) {
  return (
    <details id="series-notes" open={notes.length <= 3}>
      <summary>{counted(notes.length, 'series with a note', 'series with a note')}</summary>
      <ul>
        {notes.map((one) => (
          <li key={one.index}>
            <strong>{one.name}</strong>: {one.note || 'No model could be fitted.'}
          </li>
        ))}
      </ul>
    </details>
  );
}
