// The chart's keys: one table that feeds the handler, the help below the chart and the tests.

export type ChartCommand =
  | 'day_back'
  | 'day_forward'
  | 'week_back'
  | 'week_forward'
  | 'first_day'
  | 'last_day'
  | 'next_anomaly'
  | 'previous_anomaly'
  | 'select_anomaly'
  | 'zoom_in'
  | 'zoom_out'
  | 'whole_range'
  | 'dismiss';

export interface ChartKey {
  readonly command: ChartCommand;
  /** Values of KeyboardEvent.key. */
  readonly keys: readonly string[];
  /** How the keys are written in the help. */
  readonly shown: string;
  readonly help: string;
}

export const CHART_KEYS: readonly ChartKey[] = [
  { command: 'day_back', keys: ['ArrowLeft', 'ArrowDown'], shown: '\u2190', help: 'one day back' },
  {
    command: 'day_forward',
    keys: ['ArrowRight', 'ArrowUp'],
    shown: '\u2192',
    help: 'one day forward',
  },
  { command: 'week_back', keys: ['PageUp'], shown: 'Page Up', help: 'one week back' },
  { command: 'week_forward', keys: ['PageDown'], shown: 'Page Down', help: 'one week forward' },
  { command: 'first_day', keys: ['Home'], shown: 'Home', help: 'first day' },
  { command: 'last_day', keys: ['End'], shown: 'End', help: 'last day' },
  { command: 'next_anomaly', keys: ['n'], shown: 'n', help: 'next anomaly' },
  { command: 'previous_anomaly', keys: ['p'], shown: 'p', help: 'previous anomaly' },
  {
    command: 'select_anomaly',
    keys: ['Enter'],
    shown: 'Enter',
    help: 'open the anomaly in the list',
  },
  { command: 'zoom_in', keys: ['+', '='], shown: '+', help: 'zoom in' },
  { command: 'zoom_out', keys: ['-'], shown: '\u2212', help: 'zoom out' },
  { command: 'whole_range', keys: ['0'], shown: '0', help: 'show all days' },
  { command: 'dismiss', keys: ['Escape'], shown: 'Esc', help: 'put the cursor away' },
];

/** The command of a key press; null when it is not ours (or a browser's shortcut). */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): ChartCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return CHART_KEYS.find(({ keys }) => keys.includes(event.key))?.command ?? null;
}

const STEPS: Partial<Record<ChartCommand, number>> = {
  day_back: -1,
  day_forward: 1,
  week_back: -7,
  week_forward: 7,
};

/**
 * Row of the cursor after a moving command; null when the command does not move it.
 *
 * @param index - row now; null means it begins at the last row.
 * @param rows - number of rows, at least 1.
 * @param peaks - rows of the anomalies, ascending.
 */
export function movedCursor(
  command: ChartCommand,
  index: number | null,
  rows: number,
  peaks: readonly number[],
): number | null {
  const from = index ?? rows - 1;
  switch (command) {
    case 'first_day':
      return 0;
    case 'last_day':
      return rows - 1;
    case 'next_anomaly':
      return peaks.find((peak) => index === null || peak > from) ?? peaks[0] ?? null;
    case 'previous_anomaly':
      return peaks.findLast((peak) => peak < from || index === null) ?? peaks.at(-1) ?? null;
    default: {
      const step = STEPS[command];
      return step === undefined ? null : Math.min(Math.max(from + step, 0), rows - 1);
    }
  }
}
