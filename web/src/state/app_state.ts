// What the page knows: the running analysis, the last result, the failure to show. Views only read it.
import { computed, signal } from '@preact/signals';
import type {
  Anomaly,
  CoreError,
  Report,
  SeriesColumns,
  SeriesSummary,
} from '../../../wasm/expense_core';
import type { BillSource, Preview, Progress, Reading } from '../engine/protocol';

/** What was handed in. */
export interface BillName {
  /** File names, or the label of the sample. */
  readonly label: string;
  readonly synthetic: boolean;
}

export type { Progress };

export type ColumnsBySeries = ReadonlyMap<number, SeriesColumns>;

export interface Run {
  readonly bill: BillName;
  readonly source: BillSource;
  /** Null until the worker has said the first word. */
  readonly progress: Progress | null;
  readonly cancelling: boolean;
}

export interface BillResult {
  readonly bill: BillName;
  /** Where it was read from, and can be read again. */
  readonly source: BillSource;
  readonly report: Report;
  readonly columns: ColumnsBySeries;
  /** The first records of its first file. */
  readonly preview: Preview;
}

/** Files that could not be read as they are. */
export interface UnreadBill {
  readonly bill: BillName;
  readonly source: BillSource;
  readonly preview: Preview;
  /** Those that were told and did not do; {} when nobody told any. */
  readonly columns: Reading['columns'];
}

/** The analysis under way. */
export const run = signal<Run | null>(null);
/** The last analysis that ended well; a cancelled or failed one leaves it alone. */
export const result = signal<BillResult | null>(null);
/** Shown in the place of the result until it is dismissed. */
export const failure = signal<CoreError | null>(null);
/** Beside a failure: the files that a person may tell the columns of. */
export const unread = signal<UnreadBill | null>(null);
/** Said politely to a screen reader: what came of an analysis that shows nothing new. */
export const announcement = signal('');
/** Version of the core, "" until a report has come. */
export const coreVersion = signal('');

/** Whether another bill than that of the result is being analyzed: the choices of the result are not its own. */
export const anotherBillRuns = computed(
  () => run.value !== null && run.value.source !== result.value?.source,
);

export type Screen = 'first' | 'running' | 'failed' | 'result';

export const screen = computed<Screen>(() => {
  if (run.value !== null) return 'running';
  if (failure.value !== null) return 'failed';
  return result.value === null ? 'first' : 'result';
});

/** What the chart draws from: the result, or the part of a running analysis that is there. */
export interface Shown {
  readonly currency: string;
  readonly series: readonly SeriesSummary[];
  readonly columns: ColumnsBySeries;
  readonly anomalies: readonly Anomaly[];
}

/** The total of the running analysis, as soon as it has been judged. Apart from `run`, whose
 * progress changes many times a second: what is drawn must not be touched by that. */
export const partial = signal<Shown | null>(null);

const shownResult = computed<Shown | null>(() => {
  if (result.value === null) return null;
  const { report, columns } = result.value;
  const { series, anomalies, input } = report;
  return { currency: input.currency, series, columns, anomalies };
});

export const shown = computed<Shown | null>(() => {
  if (screen.value === 'running') return partial.value;
  return screen.value === 'result' ? shownResult.value : null;
});
