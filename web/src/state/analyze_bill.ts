// The one verb of the page: analyze this bill. Moves the state from drop to result, failure or back.
import { batch } from '@preact/signals';
import type { Inspection, Report, SeriesColumns, SeriesSummary } from '../../../wasm/expense_core';
import type { AnalysisEvents, EngineClient } from '../engine/engine_client';
import { Cancelled, Failure, pageError } from '../engine/failure';
import type { BillSource, Progress } from '../engine/protocol';
import { announcement, type BillName, failure, partial, result, run } from './app_state';
import { SAMPLE_DAYS, SAMPLE_LABEL, SAMPLE_SEED } from './sample_bill';
import { currentView, resetSelection, showView, type View } from './selection';

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
    return this.#analyze({ kind: 'files', files }, { label, synthetic: false });
  }

  analyzeSample(): Promise<void> {
    const source = { kind: 'sample', seed: SAMPLE_SEED, days: SAMPLE_DAYS } as const;
    return this.#analyze(source, { label: SAMPLE_LABEL, synthetic: true });
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

  async #analyze(source: BillSource, bill: BillName): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    // While an analysis runs the view belongs to that one.
    if (run.value === null) this.#left = currentView();
    batch(() => {
      failure.value = null;
      partial.value = null;
      announcement.value = '';
      run.value = { bill, progress: null, cancelling: false };
      resetSelection(undefined);
    });
    await this.engine.cancel();
    if (turn !== this.#turn) return;
    const columns = new Map<number, SeriesColumns>();
    try {
      const report = await this.#judged(source, columns, () => turn === this.#turn);
      if (turn === this.#turn) showResult(bill, report, columns);
    } catch (cause) {
      if (turn === this.#turn) showEnd(cause, this.#left);
    }
  }

  /** Runs the analysis and collects the columns of every series as it is judged. */
  async #judged(
    source: BillSource,
    columns: Map<number, SeriesColumns>,
    isNewest: () => boolean,
  ): Promise<Report> {
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
    const report = await this.engine.analyze(source, null, events);
    await Promise.all(fetched);
    return report;
  }
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

function showResult(bill: BillName, report: Report, columns: Map<number, SeriesColumns>): void {
  batch(() => {
    run.value = null;
    result.value = { bill, report, columns };
    resetSelection(report.anomalies[0]);
  });
}

function showEnd(cause: unknown, left: View): void {
  batch(() => {
    run.value = null;
    showView(left);
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
