// What the page and the worker say to each other: one union for each direction, every analysis with an id.
import type {
  CoreError,
  CostRequest,
  DetectOptions,
  Inspection,
  Report,
  SeriesColumns,
  SeriesSummary,
} from '../../../wasm/expense_core';

/** Where the bytes come from: files of one bill, read one after the other, or our own generator. */
export type BillSource =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'sample'; readonly seed: number; readonly days: number };

/** Whose public holidays count: a region, and the file of countries for those beyond the core's own. */
export interface Holidays {
  readonly region: string;
  readonly calendar: string;
}

/** How the bytes of a bill are read: another way means reading them again. */
export type Reading = Pick<DetectOptions, 'dimensions' | 'columns'>;

/** What is asked of an analysis. */
export interface Settings {
  readonly holidays: Holidays;
  readonly costs: CostRequest;
  readonly reading: Reading;
}

/** The first records of a file: from them a person tells which column is which. */
export type Preview = readonly (readonly string[])[];

export type Progress =
  /** `done` and `total` are bytes as they lie on the disk (compressed, if the file is). */
  | {
      readonly stage: 'reading';
      readonly file: string;
      readonly done: number;
      readonly total: number;
    }
  /** `done` is the share in [0, 1]: nobody knows the size of the sample before it is written. */
  | { readonly stage: 'writing_sample'; readonly done: number }
  /** Series `done + 1` of `total`, called `series`, is being modeled. */
  | {
      readonly stage: 'modeling';
      readonly series: string;
      readonly done: number;
      readonly total: number;
    };

export type Request =
  /** `bill` is a number that stands for the source and its reading: one that was just read is not read again. */
  | {
      readonly type: 'analyze';
      readonly id: number;
      readonly bill: number;
      readonly source: BillSource;
      readonly settings: Settings;
    }
  | { readonly type: 'cancel'; readonly id: number }
  /** The answer to `parquet_wanted`; null when the reader could not be loaded. */
  | { readonly type: 'parquet_reader'; readonly id: number; readonly port: MessagePort | null }
  /** Columns of a series that this worker has judged in its newest analysis. */
  | { readonly type: 'columns'; readonly id: number; readonly series: number };

export type Reply =
  | { readonly type: 'ready'; readonly version: string }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  /** There is a Parquet file: the page has to load the reader. */
  | { readonly type: 'parquet_wanted'; readonly id: number }
  | { readonly type: 'inspected'; readonly id: number; readonly inspection: Inspection }
  | { readonly type: 'judged'; readonly id: number; readonly summary: SeriesSummary }
  | {
      readonly type: 'analyzed';
      readonly id: number;
      readonly report: Report;
      readonly preview: Preview;
    }
  | { readonly type: 'columns'; readonly id: number; readonly columns: SeriesColumns }
  | { readonly type: 'cancelled'; readonly id: number }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly error: CoreError;
      readonly preview: Preview;
    }
  /** The module is dead and this worker with it. */
  | { readonly type: 'crashed'; readonly error: CoreError };

/** For the `default` of a switch over a union: a missing case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unexpected message ${JSON.stringify(value)}`);
}
