// The face of the WebAssembly module, typed by hand. tests/wasm/face.test.ts fails when it and
// wasm/bindings.cpp drift apart. Structured answers cross as JSON text (the text that the native
// program prints); columns of numbers cross as typed arrays, copied out of the module's memory.

/** What can go wrong with a person's file or options: said as a value, never thrown. */
export interface CoreError {
  /** Stable word for programs, for example "empty_input", "not_a_bill", "invalid_option". */
  readonly code: string;
  /** What happened, one plain sentence. */
  readonly message: string;
  /** Name of the file, "" when it concerns none. */
  readonly file: string;
  /** 1-based physical line in the file, 0 when unknown. */
  readonly line: number;
  /** Name of the column, "" when it concerns none. */
  readonly column: string;
  /** What the person can do next, one plain sentence. */
  readonly advice: string;
}

/** Answer of a call that can fail: JSON text of `{"ok":true,"value":T}` or `{"ok":false,"error":CoreError}`. */
export type OutcomeJson<T> = string & { readonly __value?: T };
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CoreError };

/** Settings of one analysis; JSON text with every field present goes into `new Session(json)`. */
export interface DetectOptions {
  /** Share of ordinary days expected inside the band, in (0, 1). */
  readonly interval_width: number;
  /** Anomalies whose |impact| is below this amount of the bill's currency are not listed; >= 0. */
  readonly min_impact: number;
  /** Anomalies whose |impact| is below this percentage of expected cost are not listed; >= 0. */
  readonly min_percent: number;
  /** Whose public holidays count: "US", "none", or a region of the calendar, such as "DE-BY"; the
   * latter only through `Session.useHolidays`, which brings the calendar. */
  readonly holidays: string;
  /** Cost measure to judge, for example "billed"; "" means the one that suits the bill. */
  readonly measure: string;
  /** Kinds of charges that count; none means those that suit the bill, "all" alone all of them. */
  readonly charge_types: readonly string[];
  /** Dimension whose values are judged one by one; "" means the first that the bill names. */
  readonly split_by: string;
  /** Further dimensions to keep: "resource", "payer", "tag:KEY", "category:KEY", "column:NAME". */
  readonly dimensions: readonly string[];
  /** Role ("date", "cost", "currency" or a dimension) to the name of its column. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The part of the options that may change once a bill is read. */
export type CostRequest = Pick<DetectOptions, 'measure' | 'charge_types' | 'split_by'>;

/** What is judged, and why. */
export interface CostChoice {
  readonly measure: string;
  /** One phrase. */
  readonly measure_reason: string;
  readonly split_by: string;
  /** Of all that counts. */
  readonly total: string;
  /** By falling |total|. */
  readonly charge_types: readonly {
    /** "" for charges of which the bill does not say. */
    readonly name: string;
    readonly total: string;
    readonly counts: boolean;
    /** Why it does not count by default, one phrase, or "". */
    readonly reason: string;
  }[];
}

export interface QualityFinding {
  readonly issue:
    | 'arriving'
    | 'missing_days'
    | 'thin_day'
    | 'doubled_days'
    | 'restated'
    | 'estimated'
    | 'changed_columns';
  readonly first_date: string;
  readonly last_date: string;
  /** One sentence without a full stop. */
  readonly text: string;
}

export interface RejectedRow {
  readonly file: string;
  /** 1-based physical line where the row begins. */
  readonly line: number;
  readonly reason: string;
}

/** What is in the bill: the JSON of `expense-anomalies inspect`. Money is exact decimal text. */
export interface Inspection {
  readonly format: string;
  readonly files: readonly string[];
  readonly rows: number;
  /** ISO dates, UTC; "" when there is no usable row. */
  readonly first_date: string;
  readonly last_date: string;
  readonly days: number;
  /** ISO code, "" when the bill does not say. */
  readonly currency: string;
  readonly primary_measure: string;
  readonly total: string;
  readonly totals: Readonly<Record<string, string>>;
  /** Measures that bills of this format may have and this one lacks. */
  readonly missing_measures: readonly { readonly measure: string; readonly reason: string }[];
  readonly by_service: Readonly<Record<string, string>>;
  readonly costs: CostChoice;
  /** Those that the bill names, with how many values they have. */
  readonly dimensions: readonly { readonly name: string; readonly values: number }[];
  /** Those that could be kept as well, beside single columns. */
  readonly offered_dimensions: readonly string[];
  readonly quality: {
    /** How many of the newest days are not final. */
    readonly arriving_days: number;
    readonly findings: readonly QualityFinding[];
  };
  /** Count of all rows left out. */
  readonly rejected: number;
  /** The first hundred of them. */
  readonly rejected_rows: readonly RejectedRow[];
  readonly warnings: readonly string[];
}

export type AnomalyKind =
  | 'spike'
  | 'burst'
  | 'level_shift'
  | 'drift'
  | 'drop'
  | 'new_spend'
  | 'broken_pattern';

export interface RootCause {
  readonly service?: string;
  readonly account?: string;
  readonly region?: string;
  readonly usage_type?: string;
  /** Share of the impact, 1 = all of it. */
  readonly contribution: number;
}

/** One entry of `detect`'s "anomalies". Money is exact decimal text, rounded to cents. */
export interface Anomaly {
  /** Stable and opaque: made from slice and first day, holds nothing of the bill. */
  readonly id: string;
  /** First and last day, both included, ISO. */
  readonly start: string;
  readonly end: string;
  /** Day on which replay would have raised it; null as long as only hindsight judged it. */
  readonly raised_on: string | null;
  readonly kind: AnomalyKind;
  /** Largest distance from expected in standard deviations of the band, >= 0. */
  readonly score: number;
  readonly severity: 'low' | 'medium' | 'high';
  /** Dimension to value; empty for the whole bill. */
  readonly slice: Readonly<Record<string, string>>;
  /** Index of the series it belongs to, as in `SeriesSummary.index`. */
  readonly series: number;
  readonly impact: {
    /** actual - expected over the anomaly's days; negative for savings. */
    readonly total: string;
    readonly actual: string;
    readonly expected: string;
    /** total / expected * 100; null when nothing was expected. */
    readonly percent: number | null;
    /** The day that differs most: actual - expected. */
    readonly max: string;
  };
  readonly root_causes: readonly RootCause[];
}

export interface SeriesSummary {
  readonly index: number;
  readonly slice: Readonly<Record<string, string>>;
  /** "Total" or the value of the slice. */
  readonly name: string;
  readonly first_date: string;
  readonly last_date: string;
  readonly days: number;
  readonly total: string;
  /** How many of the newest days are still arriving: drawn, not judged. */
  readonly arriving_days: number;
  /** false when the model could not be fitted: the costs are still there to be drawn. */
  readonly fitted: boolean;
  /** Why there is no model or what it lacks, "" when all is well. */
  readonly note: string;
  readonly anomalies: number;
}

/** The JSON of `expense-anomalies detect`. */
export interface Report {
  readonly version: 1;
  readonly input: Inspection;
  readonly options: DetectOptions;
  readonly series: readonly SeriesSummary[];
  /** By |impact|, largest first. */
  readonly anomalies: readonly Anomaly[];
}

/** One series day by day; all arrays have the same length. */
export interface SeriesColumns {
  /** Days since 1970-01-01 UTC, ascending. */
  readonly days: Int32Array;
  readonly actual: Float64Array;
  /** Empty (length 0) when the series has no model. */
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The one handle: a bill on its way from bytes to report. Free it with `delete()`. */
export interface Session {
  /** Starts the next file; bytes follow through `inputBuffer` and `consume`. */
  openFile(name: string): OutcomeJson<null>;
  /** A view of the module's own input buffer, `size` bytes; take it anew before every write. */
  inputBuffer(size: number): Uint8Array;
  /** Reads the first `size` bytes of the input buffer. */
  consume(size: number): OutcomeJson<null>;
  /** Ends the file. */
  closeFile(): OutcomeJson<null>;
  /** Puts a sentence among the warnings: what the core cannot see, as that a file is cut off. */
  note(warning: string): void;
  /** Ends reading: what is in the bill. An error if nothing could be used. */
  inspect(): OutcomeJson<Inspection>;
  /** The first records of a file: JSON text of `string[][]`. Call after `closeFile` or `inspect`. */
  preview(): string;
  /** Judges other costs from now on; what was judged before is forgotten. */
  useCosts(costsJson: string): OutcomeJson<CostChoice>;
  /**
   * Counts the public holidays of another region from now on; what was judged before is forgotten.
   * `countryHolidays` is the text of core/calendar/country_holidays.txt, "" for "US" and "none".
   */
  useHolidays(region: string, countryHolidays: string): OutcomeJson<null>;
  /** Number of series to judge; call after `inspect`. Series 0 is the total. */
  seriesCount(): number;
  /** "Total" or the value of the slice, "" beyond seriesCount(); known before `judge`. */
  seriesName(index: number): string;
  /** Fits and judges one series, 0 <= index < seriesCount(). */
  judge(index: number): OutcomeJson<SeriesSummary>;
  /** Day by day columns of a judged series. */
  columns(index: number): SeriesColumns;
  /** All that has been judged so far. */
  report(): OutcomeJson<Report>;
  delete(): void;
}

/** Makes a labelled synthetic bill in slices (FOCUS CSV). Free it with `delete()`. */
export interface SampleBill {
  /** The next slice of the file, empty at its end. A copy. */
  next(): Uint8Array;
  /** Days written so far over days in all, in [0, 1]. */
  progress(): number;
  /** JSON text of the planted anomalies: the truth. */
  truth(): string;
  delete(): void;
}

export interface ExpenseCore {
  /** Wrong options are told by the first `openFile`. */
  readonly Session: new (
    optionsJson: string,
  ) => Session;
  /** seed in [0, 2^32), days in [1, 3660]. */
  readonly SampleBill: new (
    seed: number,
    days: number,
  ) => SampleBill;
  /** The defaults of all options, as JSON text of `DetectOptions`. */
  defaultOptions(): string;
  /** Reads options and writes them back: `OutcomeJson<DetectOptions>`; for the drift test and for checking input. */
  echoOptions(optionsJson: string): OutcomeJson<DetectOptions>;
  /** Version of the core, for example "0.1.0". */
  version(): string;
}

export interface ExpenseCoreFactoryOptions {
  readonly wasmBinary: ArrayBuffer | Uint8Array;
  /** Called when the module aborts (out of memory, a programming mistake). It is dead then. */
  readonly onAbort?: (reason: unknown) => void;
}

declare const createExpenseCore: (options: ExpenseCoreFactoryOptions) => Promise<ExpenseCore>;
export default createExpenseCore;
