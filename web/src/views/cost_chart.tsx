// The chart on the page: a canvas that draws, and over it the cursor that a pointer or keys move.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { SeriesColumns } from '../../../wasm/expense_core';
import { commandOf } from '../charts/chart_keys';
import type { PlotFrame } from '../charts/plot_frame';
import { formatDay } from '../format/dates';
import { obeyChartCommand, spokenDay } from '../state/chart_commands';
import { currentSummary, cursorIndex } from '../state/selection';
import { ChartCanvas } from './chart_canvas';
import { ChartCursor } from './chart_cursor';
import { useChartPointer, useWheelZoom } from './chart_gestures';
import { SpokenText } from './spoken_text';

export function CostChart({ columns }: { columns: SeriesColumns }) {
  const frame = useSignal<PlotFrame | null>(null);
  const spoken = useSignal('');
  const surface = useRef<HTMLDivElement>(null);
  const pointer = useChartPointer(surface, columns, frame);
  useWheelZoom(surface, frame);

  const onKeyDown = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (command === null) return;
    event.preventDefault();
    obeyChartCommand(command, columns);
    spoken.value = spokenDay(columns);
  };
  const last = columns.days.length - 1;
  const row = cursorIndex.value ?? last;
  return (
    <>
      {/* To a screen reader the cursor is a slider over the days: the same keys, and it stays silent about pixels. */}
      <div
        ref={surface}
        class="chart-surface"
        role="slider"
        tabIndex={0}
        aria-label={`Day in the chart of ${currentSummary.value?.name ?? ''}`}
        aria-describedby="chart-caption"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={row}
        aria-valuetext={formatDay(columns.days[row] ?? 0)}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <ChartCanvas columns={columns} frame={frame} />
        <ChartCursor columns={columns} frame={frame} />
      </div>
      <SpokenText text={spoken} />
    </>
  );
}
