// The choice of series: the total and every service, each with its count of anomalies.
import type { SeriesSummary } from '../../../wasm/expense_core';
import { counted } from '../format/words';
import { shown } from '../state/app_state';
import { selectedSeries, selectSeries } from '../state/selection';

export function SeriesPicker() {
  const series = shown.value?.series ?? [];
  return (
    <label class="series-picker">
      <span>Series</span>
      <select
        value={selectedSeries.value}
        onChange={(event) => selectSeries(Number(event.currentTarget.value))}
      >
        {series.map((one) => (
          <option key={one.index} value={one.index}>
            {optionText(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function optionText({ name, anomalies, fitted }: SeriesSummary): string {
  if (!fitted) return `${name} (no model)`;
  return anomalies === 0 ? name : `${name} (${counted(anomalies, 'anomaly', 'anomalies')})`;
}
