// The figure: choice of series and range, the chart or the table of the same numbers, and its caption.
import { anomalySentence } from '../format/sentences';
import { counted } from '../format/words';
import { shown } from '../state/app_state';
import {
  currentAnomalies,
  currentColumns,
  currentSummary,
  selectedAnomalyId,
  tableShown,
} from '../state/selection';
import { ChartKeysHelp } from './chart_keys_help';
import { ChartLegend } from './chart_legend';
import { CostChart } from './cost_chart';
import { DayTable } from './day_table';
import { RangeButtons } from './range_buttons';
import { SeriesPicker } from './series_picker';

export function ChartPanel() {
  const columns = currentColumns.value;
  const summary = currentSummary.value;
  if (columns === null || summary === null) return null;
  return (
    <section class="chart-panel" aria-labelledby="chart-title">
      <div class="panel-head">
        <h2 id="chart-title" class="unseen">
          Daily cost of {summary.name}
        </h2>
        <SeriesPicker />
        <RangeButtons />
        <button
          type="button"
          class="button small"
          aria-pressed={tableShown.value}
          onClick={() => {
            tableShown.value = !tableShown.value;
          }}
        >
          Table
        </button>
      </div>
      <figure class="chart-figure" id="chart-figure" aria-labelledby="chart-caption">
        {tableShown.value ? <DayTable columns={columns} /> : <CostChart columns={columns} />}
        <figcaption id="chart-caption">
          <p class="chart-caption">{caption()}</p>
          {!tableShown.value && <ChartLegend hasModel={columns.expected.length > 0} />}
          {!tableShown.value && <ChartKeysHelp />}
        </figcaption>
      </figure>
    </section>
  );
}

/** What the picture shows: the chosen anomaly, or how many there are, or why there is no band. */
function caption(): string {
  const summary = currentSummary.value;
  if (summary === null) return '';
  if (!summary.fitted) return summary.note || `${summary.name} has no model.`;
  const currency = shown.value?.currency ?? '';
  const chosen = currentAnomalies.value.find(({ id }) => id === selectedAnomalyId.value);
  if (chosen !== undefined) return anomalySentence(chosen, currency);
  const count = summary.anomalies;
  return `${summary.name}: ${counted(summary.days, 'day')}, ${
    count === 0 ? 'no anomalies' : counted(count, 'anomaly', 'anomalies')
  }.`;
}
