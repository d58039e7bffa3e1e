// The canvas and the life of its Chart.js chart: made once, then given new data, range or colors.
import type { Signal } from '@preact/signals';
import type { Chart as ChartType, Plugin } from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import type { SeriesColumns } from '../../../wasm/expense_core';
import { Chart } from '../charts/chart_parts';
import type { ChartPoint } from '../charts/chart_points';
import { costChartConfig } from '../charts/cost_chart';
import { fullRange } from '../charts/day_range';
import type { PlotFrame } from '../charts/plot_frame';
import { shown } from '../state/app_state';
import {
  currentAnomalies,
  currentRange,
  currentSummary,
  selectedAnomalyId,
  showRange,
  wholeRange,
} from '../state/selection';
import { palette } from '../state/theme';

interface Props {
  readonly columns: SeriesColumns;
  /** Written after every drawing: where the plot lies now. */
  readonly frame: Signal<PlotFrame | null>;
}

type CostChartInstance = ChartType<'line', ChartPoint[]>;

export function ChartCanvas({ columns, frame }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<CostChartInstance | null>(null);
  const anomalies = currentAnomalies.value;
  const selectedId = selectedAnomalyId.value;
  const range = currentRange.value ?? fullRange(columns.days);
  const whole = wholeRange.value ?? range;
  const colors = palette.value;
  const arrivingDays = currentSummary.value?.arriving_days ?? 0;

  // One drawing for whatever has changed: series, anomalies, selection, range, theme.
  useEffect(() => {
    if (canvas.current === null || colors === null) return;
    const config = costChartConfig({
      columns,
      anomalies,
      selectedAnomalyId: selectedId,
      arrivingDays,
      range,
      whole,
      currency: shown.value?.currency ?? '',
      palette: colors,
      onZoom: (first, last) => showRange({ first, last }),
    });
    if (chart.current === null) {
      chart.current = new Chart(canvas.current, { ...config, plugins: [framePlugin(frame)] });
      return;
    }
    chart.current.data = config.data;
    chart.current.options = config.options ?? {};
    chart.current.update('none');
  }, [columns, anomalies, selectedId, arrivingDays, range.first, range.last, whole, colors, frame]);

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
    },
    [],
  );

  return (
    <canvas ref={canvas}>
      Daily cost as a chart. The Table button shows the same numbers as a table.
    </canvas>
  );
}

function framePlugin(frame: Signal<PlotFrame | null>): Plugin<'line'> {
  return {
    id: 'plot-frame',
    afterRender(chart) {
      const { chartArea, scales } = chart;
      const { x, y } = scales;
      if (x === undefined || y === undefined) return;
      frame.value = {
        left: chartArea.left,
        right: chartArea.right,
        top: chartArea.top,
        bottom: chartArea.bottom,
        dayMin: x.min,
        dayMax: x.max,
        costMin: y.min,
        costMax: y.max,
      };
    },
  };
}
