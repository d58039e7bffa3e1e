// Pointer and wheel over the chart: pointing moves the cursor, a click opens an anomaly, Ctrl and the wheel zoom.
import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SeriesColumns } from '../../../wasm/expense_core';
import { anomalyOnDay } from '../charts/anomaly_marks';
import { nearestIndex, zoomed } from '../charts/day_range';
import { dayOfPixel, isInside, type PlotFrame } from '../charts/plot_frame';
import {
  currentAnomalies,
  currentRange,
  cursorIndex,
  openInList,
  showRange,
  wholeRange,
} from '../state/selection';

const WHEEL_ZOOM = 1.25;
/** A press that moves farther than this is a drag, not a click. */
const CLICK_PIXELS = 6;

/** Handlers for the element over which the chart lies. */
export function useChartPointer(
  surface: RefObject<HTMLElement | null>,
  columns: SeriesColumns,
  frame: Signal<PlotFrame | null>,
) {
  const pressedAt = useRef(0);
  const dayUnder = (event: MouseEvent): number | null => {
    const place = frame.value;
    const box = surface.current?.getBoundingClientRect();
    if (place === null || box === undefined) return null;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return isInside(place, x, y) ? dayOfPixel(place, x) : null;
  };
  const point = (event: PointerEvent): void => {
    const day = dayUnder(event);
    const row = day === null ? null : nearestIndex(columns.days, day);
    // A series may be younger than the bill: there is nothing to say about the days before it.
    cursorIndex.value = row !== null && columns.days[row] === day ? row : null;
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      pressedAt.current = event.clientX;
      point(event);
    },
    onPointerMove: point,
    onPointerLeave: (event: PointerEvent): void => {
      // A finger that is lifted leaves too; what it pointed at stays to be read.
      if (event.pointerType !== 'touch') cursorIndex.value = null;
    },
    onClick: (event: MouseEvent): void => {
      const day = dayUnder(event);
      if (day === null || Math.abs(event.clientX - pressedAt.current) > CLICK_PIXELS) return;
      const anomaly = anomalyOnDay(currentAnomalies.value, day);
      if (anomaly !== null) openInList(anomaly);
    },
    onDblClick: (): void => showRange(null),
  };
}

/** The wheel zooms only with Ctrl or Cmd: without them it scrolls the page, as everywhere. */
export function useWheelZoom(
  surface: RefObject<HTMLElement | null>,
  frame: Signal<PlotFrame | null>,
): void {
  useEffect(() => {
    const element = surface.current;
    const onWheel = (event: WheelEvent): void => {
      const place = frame.peek();
      const range = currentRange.peek();
      const whole = wholeRange.peek();
      if (!(event.ctrlKey || event.metaKey) || !place || !range || !whole) return;
      event.preventDefault();
      const center = dayOfPixel(place, event.offsetX);
      const factor = event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM;
      showRange(zoomed(range, factor, center, whole));
    };
    // Not passive: the browser would zoom the whole page.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [surface, frame]);
}
