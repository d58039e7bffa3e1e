// The page's side of the worker: promises for requests, cancel with a deadline, a fresh worker after a crash.
import type {
  CoreError,
  Inspection,
  Report,
  SeriesColumns,
  SeriesSummary,
} from '../../../wasm/expense_core';
import { Cancelled, crashError, Failure } from './failure';
import { openParquetReader } from './parquet_reader';
import {
  type BillSource,
  type Preview,
  type Progress,
  type Reading,
  type Reply,
  type Request,
  type Settings,
  unreachable,
} from './protocol';

export interface Analyzed {
  readonly report: Report;
  readonly preview: Preview;
}

export interface AnalysisEvents {
  onProgress(progress: Progress): void;
  onInspected(inspection: Inspection): void;
  onJudged(summary: SeriesSummary): void;
}

/** A worker that has not answered a cancel after this time is replaced. */
export const CANCEL_DEADLINE_MS = 400;

/** In the browser's profiler: from the bill being given to its having been read. */
const READ_MEASURE = 'read the bill';

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
  /** Only an analysis has events. */
  readonly events: AnalysisEvents | null;
  /** By the clock of `performance`. */
  readonly start: number;
}

export class EngineClient {
  /** Null only after a worker that died before it was ready: the next request starts another. */
  #worker: Worker | null;
  #ready = false;
  #nextId = 1;
  readonly #bills = new WeakMap<BillSource, Map<string, number>>();
  readonly #pending = new Map<number, Pending>();
  #running: { readonly id: number; readonly ended: Promise<unknown> } | null = null;

  /**
   * @param spawn - makes a worker; called again whenever one has died.
   * @param onReady - told the core's version whenever a worker has loaded it.
   * @param openParquet - gets the reader of Parquet files once there is one.
   */
  constructor(
    private readonly spawn: () => Worker,
    private readonly onReady: (version: string) => void = noop,
    private readonly openParquet: () => Promise<MessagePort> = openParquetReader,
  ) {
    this.#worker = this.#start();
  }

  /**
   * Analyzes a bill; one at a time: cancel the running analysis first.
   * @returns rejects with Cancelled or Failure, never with anything else.
   */
  analyze(source: BillSource, settings: Settings, events: AnalysisEvents): Promise<Analyzed> {
    if (this.#running !== null) throw new Error('an analysis is running');
    const id = this.#newId();
    const bill = this.#billOf(source, settings.reading, id);
    const analyzed = this.#request<Analyzed>(
      { type: 'analyze', id, bill, source, settings },
      events,
    );
    const ended = analyzed.then(noop, noop);
    this.#running = { id, ended };
    void ended.then(() => {
      this.#running = null;
    });
    return analyzed;
  }

  /** Columns of a series of the newest analysis that has been judged. */
  columns(series: number): Promise<SeriesColumns> {
    return this.#request<SeriesColumns>({ type: 'columns', id: this.#newId(), series }, null);
  }

  /** Stops the running analysis, if there is one; done when it has ended. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#worker?.postMessage({ type: 'cancel', id: running.id } satisfies Request);
    const deadline = setTimeout(() => this.#replace(new Cancelled()), CANCEL_DEADLINE_MS);
    await running.ended;
    clearTimeout(deadline);
  }

  /** The same number for the same source read in the same way; the worker sees copies of both. */
  #billOf(source: BillSource, reading: Reading, id: number): number {
    const ways = this.#bills.get(source) ?? new Map<string, number>();
    const way = JSON.stringify(reading);
    const bill = ways.get(way) ?? id;
    this.#bills.set(source, ways.set(way, bill));
    return bill;
  }

  #newId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  #request<T>(request: Request, events: AnalysisEvents | null): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(request.id, { resolve, reject, events, start: performance.now() });
      this.#worker ??= this.#start();
      this.#worker.postMessage(request);
    });
  }

  #start(): Worker {
    this.#ready = false;
    const worker = this.spawn();
    // What a replaced worker still had to say concerns nobody, least of all its successor.
    const ifCurrent = (act: () => void): void => {
      if (worker === this.#worker) act();
    };
    worker.onmessage = ({ data }: MessageEvent<Reply>) => ifCurrent(() => this.#receive(data));
    worker.onerror = ({ message }) => ifCurrent(() => this.#fail(crashError(message)));
    worker.onmessageerror = () =>
      ifCurrent(() => this.#fail(crashError('a message could not be read')));
    return worker;
  }

  #fail(error: CoreError): void {
    this.#replace(new Failure(error));
  }

  /** Ends the worker with all that waits for it, and starts a fresh one. */
  #replace(reason: Error): void {
    this.#worker?.terminate();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    // One that cannot even start must not be started over and over.
    this.#worker = this.#ready ? this.#start() : null;
    for (const { reject } of waiting) reject(reason);
  }

  #receive(reply: Reply): void {
    switch (reply.type) {
      case 'ready':
        this.#ready = true;
        this.onReady(reply.version);
        return;
      case 'progress':
        this.#pending.get(reply.id)?.events?.onProgress(reply.progress);
        return;
      case 'parquet_wanted':
        void this.#sendParquetReader(reply.id);
        return;
      case 'inspected':
        this.#inspected(reply.id, reply.inspection);
        return;
      case 'judged':
        this.#pending.get(reply.id)?.events?.onJudged(reply.summary);
        return;
      case 'analyzed':
        this.#settle(reply.id)?.resolve({ report: reply.report, preview: reply.preview } as never);
        return;
      case 'columns':
        this.#settle(reply.id)?.resolve(reply.columns as never);
        return;
      case 'cancelled':
        this.#settle(reply.id)?.reject(new Cancelled());
        return;
      case 'failed':
        this.#settle(reply.id)?.reject(new Failure(reply.error, reply.preview));
        return;
      case 'crashed':
        this.#fail(reply.error);
        return;
      default:
        unreachable(reply);
    }
  }

  #inspected(id: number, inspection: Inspection): void {
    const analysis = this.#pending.get(id);
    if (analysis === undefined) return;
    performance.measure(READ_MEASURE, { start: analysis.start });
    analysis.events?.onInspected(inspection);
  }

  async #sendParquetReader(id: number): Promise<void> {
    const port = await this.openParquet().catch(() => null);
    const request: Request = { type: 'parquet_reader', id, port };
    this.#worker?.postMessage(request, port === null ? [] : [port]);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

function noop(): void {}
