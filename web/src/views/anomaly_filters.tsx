// Two simple filters of the list: part of a slice's name, and the direction.
import type { Direction } from '../format/words';
import { shown } from '../state/app_state';
import { clearFilters, directionFilter, listedAnomalies, sliceFilter } from '../state/selection';

export function AnomalyFilters() {
  const all = shown.value?.anomalies.length ?? 0;
  const listed = listedAnomalies.value.length;
  return (
    <div class="filters">
      <label>
        <span class="unseen">Filter by slice</span>
        <input
          type="search"
          placeholder="Filter by slice"
          value={sliceFilter.value}
          onInput={(event) => {
            sliceFilter.value = event.currentTarget.value;
          }}
        />
      </label>
      <label>
        <span class="unseen">Direction</span>
        <select
          value={directionFilter.value}
          onChange={(event) => {
            directionFilter.value = event.currentTarget.value as Direction | 'both';
          }}
        >
          <option value="both">Above and below</option>
          <option value="above">▲ Above expected</option>
          <option value="below">▼ Below expected</option>
        </select>
      </label>
      <span role="status" class="filters-count">
        {listed === all ? `${all}` : `${listed} of ${all}`}
      </span>
      {listed !== all && (
        <button type="button" class="button small" onClick={clearFilters}>
          Clear filters
        </button>
      )}
    </div>
  );
}
