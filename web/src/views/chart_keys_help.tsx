// The chart's keys and gestures, listed from the table that handles them.
import { CHART_KEYS } from '../charts/chart_keys';

export function ChartKeysHelp() {
  return (
    <details class="keys-help">
      <summary>Keys and gestures</summary>
      <ul>
        <li>Drag across the chart to zoom in; Ctrl or Cmd with the wheel, or pinch, to zoom.</li>
        <li>Double-click to show all days; click a shaded window to open its anomaly.</li>
      </ul>
      <dl>
        {CHART_KEYS.map(({ shown, help }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
      <p>The keys work while the chart has the focus.</p>
    </details>
  );
}
