// The one verb of the page: analyze this bill. Moves the state from drop to result, failure or back.
import { batch } from '@preact/signals';
import type {
  CostRequest,
  Inspection,
  Report,
  SeriesColumns,
  SeriesSummary,
} from '../../../wasm/expense_core';
import type { AnalysisEvents, Analyzed, EngineClient } from '../engine/engine_client';
import { Cancelled, Failure, pageError } from '../engine/failure';
import type { BillSource, Preview, Progress, Reading } from '../engine/protocol';
import { headline } from '../format/sentences';
import {
  announcement,
  anotherBillRuns,
  type BillName,
  type BillResult,
  failure,
  partial,
  result,
  run,
  unread,
} from './app_state';
import { askAsBefore, costs, DEFAULT_COSTS, DEFAULT_READING, reading, readingWith } from './asked';
import { holidays, holidaysInForce } from './holidays';
import { rememberColumns, rememberedColumns } from './known_columns';
import { SAMPLE_DAYS, SAMPLE_LABEL, SAMPLE_SEED } from './sample_bill';
import { currentView, resetSelection, showView, type View, viewOf } from './selection';

/** What analyzing needs of the engine. */
export type Engine = Pick<EngineClient, 'analyze' | 'columns' | 'cancel'>;

export class BillAnalyst {
  /** Counts the bills handed in: only the newest one may touch the state. */
  #turn = 0;
  /** How the reader left the result that a cancelled or failed analysis leads back to. */
  #left: View = currentView();

  constructor(private readonly engine: Engine) {}

  analyzeFiles(files: readonly File[]): Promise<void> {
    const label = files.map((file) => file.name).join(', ');
    askAnew();
    return this.#analyze({ kind: 'files', files }, { label, synthetic: false });
  }

  analyzeSample(): Promise<void> {
    const source = { kind: 'sample', seed: SAMPLE_SEED, days: SAMPLE_DAYS } as const;
    askAnew();
    return this.#analyze(source, { label: SAMPLE_LABEL, synthetic: true });
  }

  /** Judges the bill at hand anew, by the holidays of another region; the reader's view of it stays. */
  async useHolidays(region: string): Promise<void> {
    const current = run.value ?? result.value;
    if (region === holidays.value || current === null) return;
    holidays.value = region;
    await this.#analyzeAgain(current);
  }

  /** Judges other costs of the bill at hand; files are read again only for a dimension they were not read by. */
  async useCosts(change: Partial<CostRequest>): Promise<void> {
    const current = result.value;
    if (current === null || anotherBillRuns.value) return;
    const named = current.report.input.dimensions.map(({ name }) => name);
    batch(() => {
      costs.value = { ...costs.value, ...change };
      reading.value = readingWith(costs.value.split_by, named);
    });
    await this.#analyzeAgain(current);
  }

  /** Reads the files again as a plain table by these columns; those that do are remembered for such files. */
  async useColumns(columns: Reading['columns']): Promise<void> {
    // Behind a failure that was dismissed stands the result, not what could not be read.
    const current = failure.value === null ? result.value : unread.value;
    if (current === null) return;
    batch(() => {
      costs.value = DEFAULT_COSTS;
      reading.value = { dimensions: [], columns };
    });
    await this.#analyze(current.source, current.bill);
  }

  /** Back to the previous result or to the first screen. */
  async cancel(): Promise<void> {
    const running = run.value;
    if (running === null) return;
    run.value = { ...running, cancelling: true };
    // From here on nothing of that analysis counts, not even a report that is already on its way.
    this.#turn += 1;
    const turn = this.#turn;
    await this.engine.cancel();
    if (turn !== this.#turn) return;
    batch(() => {
      showEnd(new Cancelled(), this.#left);
      announcement.value = `The analysis of ${running.bill.label} was cancelled.`;
    });
  }

  #analyzeAgain({ source, bill }: { source: BillSource; bill: BillName }): Promise<void> {
    const isSeen = source === result.value?.source;
    return this.#analyze(source, bill, isSeen ? keptView : freshView);
  }

  async #analyze(
    source: BillSource,
    bill: BillName,
    firstView: FirstView = freshView,
  ): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    // While an analysis runs the view belongs to that one.
    if (run.value === null) this.#left = currentView();
    batch(() => {
      failure.value = null;
      unread.value = null;
      partial.value = null;
      announcement.value = '';
      run.value = { bill, source, progress: null, cancelling: false };
      resetSelection(undefined);
    });
    await this.engine.cancel();
    if (turn !== this.#turn) return;
    const columns = new Map<number, SeriesColumns>();
    try {
      const { report, preview } = await this.#judged(source, columns, () => turn === this.#turn);
      if (turn !== this.#turn) return;
      // What a person told counts for more than a guess that went well.
      if (askByKnownColumns(preview)) return await this.#analyze(source, bill, firstView);
      rememberColumns(reading.value.columns, preview);
      showResult({ bill, source, report, columns, preview }, firstView(report, this.#left));
      // A bill seen for the first time is read out by its heading, which takes the focus.
      if (firstView === keptView) announcement.value = headline(report);
    } catch (cause) {
      if (turn !== this.#turn) return;
      const preview = cause instanceof Failure ? cause.preview : [];
      if (askByKnownColumns(preview)) return await this.#analyze(source, bill, firstView);
      const { columns: told } = reading.value;
      showEnd(cause, this.#left);
      if (preview.length > 0) unread.value = { source, bill, preview, columns: told };
    }
  }

  /** Runs the analysis and collects the columns of every series as it is judged. */
  async #judged(
    source: BillSource,
    columns: Map<number, SeriesColumns>,
    isNewest: () => boolean,
  ): Promise<Analyzed> {
    const fetched: Promise<void>[] = [];
    let currency = '';
    const fetchColumns = async (summary: SeriesSummary): Promise<void> => {
      const own = await this.engine.columns(summary.index);
      columns.set(summary.index, own);
      if (summary.index === 0 && isNewest()) showTotal(currency, summary, own);
    };
    const events: AnalysisEvents = {
      onProgress: (progress) => isNewest() && showProgress(progress),
      onInspected: (inspection: Inspection) => {
        currency = inspection.currency;
      },
      onJudged: (summary) => {
        const fetching = fetchColumns(summary);
        // A failure is met below; until then it must not count as unhandled.
        fetching.catch(() => undefined);
        fetched.push(fetching);
      },
    };
    const settings = {
      holidays: holidaysInForce(),
      costs: costs.value,
      reading: reading.value,
    };
    const analyzed = await this.engine.analyze(source, settings, events);
    await Promise.all(fetched);
    return analyzed;
  }
}

/** Another bill: what was asked of the one before does not suit it. */
function askAnew(): void {
  costs.value = DEFAULT_COSTS;
  reading.value = DEFAULT_READING;
}

/** Asks for the columns that were told for files with such a header; false when none were, or just now. */
function askByKnownColumns(preview: Preview): boolean {
  const isTold = Object.keys(reading.value.columns).length > 0;
  const known = isTold ? null : rememberedColumns(preview);
  if (known === null) return false;
  reading.value = { ...reading.value, columns: known };
  return true;
}

function showProgress(progress: Progress): void {
  if (run.value !== null) run.value = { ...run.value, progress };
}

function showTotal(currency: string, summary: SeriesSummary, columns: SeriesColumns): void {
  partial.value = {
    currency,
    series: [summary],
    columns: new Map([[summary.index, columns]]),
    anomalies: [],
  };
}

function showResult(done: BillResult, view: View): void {
  batch(() => {
    run.value = null;
    result.value = done;
    showView(view);
  });
}

/** How a report is first seen; `before` is the view of the result before it. */
type FirstView = (report: Report, before: View) => View;

/** Of a bill that nobody has seen: its largest anomaly. */
function freshView({ anomalies }: Report): View {
  return viewOf(anomalies[0]);
}

/** Of the same bill, judged anew: what was there before, as far as it is still there. */
function keptView({ anomalies, series }: Report, before: View): View {
  const seen = result.value?.report.series.find(({ index }) => index === before.series);
  // By other costs the series are ordered anew: only the slice tells which is which.
  const slice = JSON.stringify(seen?.slice);
  return {
    ...before,
    series: series.find((one) => JSON.stringify(one.slice) === slice)?.index ?? 0,
    anomalyId: anomalies.find(({ id }) => id === before.anomalyId)?.id ?? null,
  };
}

function showEnd(cause: unknown, left: View): void {
  batch(() => {
    run.value = null;
    showView(left);
    // The result that stays was judged by its own holidays and costs.
    if (result.value !== null) {
      holidays.value = result.value.report.options.holidays;
      askAsBefore(result.value.report.options);
    }
    if (cause instanceof Cancelled) return;
    failure.value = cause instanceof Failure ? cause.error : unexpected(cause);
  });
}

function unexpected(cause: unknown): Failure['error'] {
  return pageError(
    'page_fault',
    `The page met a fault of its own: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Try the file again; if it happens again, copy the details into a report to us.',
  );
}
