// The one verb of the page: analyze this bill. Moves the state from drop to result, failure or back.
import { batch } from '@preact/signals';
import type { Inspection, Report, SeriesColumns, SeriesSummary } from '../../../wasm/expense_core';
import type { AnalysisEvents, EngineClient } from '../engine/engine_client';
import { Cancelled, Failure, pageError } from '../engine/failure';
import type { BillSource, Progress } from '../engine/protocol';
import { headline } from '../format/sentences';
import {
  announcement,
  type BillName,
  type BillResult,
  failure,
  partial,
  result,
  run,
} from './app_state';
import { holidays, holidaysInForce } from './holidays';
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
    return this.#analyze({ kind: 'files', files }, { label, synthetic: false });
  }

  analyzeSample(): Promise<void> {
    const source = { kind: 'sample', seed: SAMPLE_SEED, days: SAMPLE_DAYS } as const;
    return this.#analyze(source, { label: SAMPLE_LABEL, synthetic: true });
  }

  /** Judges the bill at hand anew, by the holidays of another region; the reader's view of it stays. */
  async useHolidays(region: string): Promise<void> {
    const current = run.value ?? result.value;
    if (region === holidays.value || current === null) return;
    holidays.value = region;
    const { source, bill } = current;
    const isSeen = source === result.value?.source;
    await this.#analyze(source, bill, isSeen ? keptView : freshView);
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
      partial.value = null;
      announcement.value = '';
      run.value = { bill, source, progress: null, cancelling: false };
      resetSelection(undefined);
    });
    await this.engine.cancel();
    if (turn !== this.#turn) return;
    const columns = new Map<number, SeriesColumns>();
    try {
      const report = await this.#judged(source, columns, () => turn === this.#turn);
      if (turn === this.#turn) {
        showResult({ bill, source, report, columns }, firstView(report, this.#left));
        // A bill seen for the first time is read out by its heading, which takes the focus.
        if (firstView === keptView) announcement.value = headline(report);
      }
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
    const report = await this.engine.analyze(source, holidaysInForce(), events);
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
function keptView({ anomalies }: Report, before: View): View {
  const isThere = anomalies.some(({ id }) => id === before.anomalyId);
  return { ...before, anomalyId: isThere ? before.anomalyId : null };
}

function showEnd(cause: unknown, left: View): void {
  batch(() => {
    run.value = null;
    showView(left);
    // The result that stays was judged by its own holidays.
    if (result.value !== null) holidays.value = result.value.report.options.holidays;
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
