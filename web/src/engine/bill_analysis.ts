// One analysis inside the worker: bytes into the session, then its series judged one at a time.
import type {
  DetectOptions,
  ExpenseCore,
  Inspection,
  Outcome,
  Report,
  SeriesSummary,
  Session,
} from '../../../wasm/expense_core';
import { Failure, unwrapped } from './failure';
import { fileParts, type ParquetRows, type TextPart } from './file_parts';
import { Pacer } from './pacer';
import { missingParquetReader, rowsFromPort } from './parquet_port';
import {
  type BillSource,
  type Preview,
  type Progress,
  type Settings,
  unreachable,
} from './protocol';

export interface AnalysisListener {
  progress(progress: Progress): void;
  inspected(inspection: Inspection): void;
  judged(summary: SeriesSummary): void;
  /** Asks for the reader of Parquet files; null when there is none to be had. */
  wantParquet(): Promise<MessagePort | null>;
}

/** Progress is told at most this often, so that a large file does not flood the page. */
const PROGRESS_MS = 100;

/** After the total the worker rests this long: the page draws the first chart meanwhile. */
const FIRST_CHART_MS = 120;

function optionsOf(core: ExpenseCore, { costs, reading }: Settings): string {
  const defaults = JSON.parse(core.defaultOptions()) as DetectOptions;
  return JSON.stringify({ ...defaults, ...costs, ...reading });
}

export class BillAnalysis {
  readonly session: Session;
  /** Whether the session holds the whole bill. */
  isRead: boolean;
  readonly #pacer = new Pacer();
  #lastProgress = -Infinity;
  /** The core has seen enough of the open file. */
  #isRefused = false;
  #parquet: Promise<MessagePort | null> | null = null;

  constructor(
    private readonly core: ExpenseCore,
    private readonly settings: Settings,
    private readonly listener: AnalysisListener,
    private readonly signal: AbortSignal,
    /** One that has read this very bill: it is only judged anew. */
    kept: Session | null,
  ) {
    this.session = kept ?? new core.Session(optionsOf(core, settings));
    this.isRead = kept !== null;
  }

  /** @throws Failure the bill cannot be used; the signal's reason when it was cancelled. */
  async run(source: BillSource): Promise<Report> {
    const wasRead = this.isRead;
    if (!wasRead) await this.#read(source);
    const { holidays, costs } = this.settings;
    if (wasRead) unwrapped(this.session.useCosts(JSON.stringify(costs)));
    unwrapped(this.session.useHolidays(holidays.region, holidays.calendar));
    this.listener.inspected(this.#report().input);
    await this.#judgeAll();
    return this.#report();
  }

  /** The first records of the bill. */
  preview(): Preview {
    return JSON.parse(this.session.preview()) as Preview;
  }

  #report(): Report {
    return unwrapped(this.session.report());
  }

  async #read(source: BillSource): Promise<void> {
    if (source.kind === 'files') await this.#readFiles(source.files);
    else await this.#readSample(source.seed, source.days);
    try {
      unwrapped(this.session.inspect());
    } catch (cause) {
      if (cause instanceof Failure) throw new Failure(cause.error, this.preview());
      throw cause;
    }
    this.isRead = true;
  }

  async #readFiles(files: readonly File[]): Promise<void> {
    const total = files.reduce((sum, file) => sum + file.size, 0);
    let done = 0;
    for (const file of files) {
      this.#tell({ stage: 'reading', file: file.name, done, total }, true);
      for await (const { part, bytesRead, isAlone } of fileParts(file, this.#parquetRows)) {
        await this.#take(part);
        if (isAlone && this.#isRefused) break;
        this.#tell({ stage: 'reading', file: file.name, done: done + bytesRead, total });
      }
      done += file.size;
    }
    this.session.closeFile();
  }

  /** A file that is no bill does not hide the others: `inspect` tells what came of it. */
  async #take(part: TextPart): Promise<void> {
    switch (part.kind) {
      case 'open':
        unwrapped(this.session.openFile(part.name));
        this.#isRefused = false;
        return;
      case 'bytes':
        if (this.#isRefused) await this.#breathe();
        else this.#isRefused = !(await this.#feed(part.bytes));
        return;
      case 'close':
        this.session.closeFile();
        return;
      case 'damaged':
        this.session.note(`${part.name}: ${part.what}; what came before was read`);
        return;
      default:
        unreachable(part);
    }
  }

  readonly #parquetRows: ParquetRows = async function* (this: BillAnalysis, file: File) {
    this.#parquet ??= this.listener.wantParquet();
    const port = await this.#parquet;
    this.signal.throwIfAborted();
    if (port === null) throw missingParquetReader(file);
    yield* rowsFromPort(file, port);
  }.bind(this);

  async #readSample(seed: number, days: number): Promise<void> {
    const sample = new this.core.SampleBill(seed, days);
    try {
      unwrapped(this.session.openFile('sample-bill.csv'));
      for (let bytes = sample.next(); bytes.length > 0; bytes = sample.next()) {
        await this.#feed(bytes);
        this.#tell({ stage: 'writing_sample', done: sample.progress() });
      }
      unwrapped(this.session.closeFile());
    } finally {
      sample.delete();
    }
  }

  /** False when the core has seen enough of this file: it is no bill. */
  async #feed(bytes: Uint8Array): Promise<boolean> {
    this.session.inputBuffer(bytes.length).set(bytes);
    const outcome = JSON.parse(this.session.consume(bytes.length)) as Outcome<null>;
    await this.#breathe();
    return outcome.ok;
  }

  async #judgeAll(): Promise<void> {
    const total = this.session.seriesCount();
    for (let index = 0; index < total; index += 1) {
      const series = this.session.seriesName(index);
      this.#tell({ stage: 'modeling', series, done: index, total }, index === 0);
      this.listener.judged(unwrapped(this.session.judge(index)));
      if (index === 0) await this.#pacer.rest(FIRST_CHART_MS);
      await this.#breathe();
    }
  }

  async #breathe(): Promise<void> {
    await this.#pacer.giveWay();
    this.signal.throwIfAborted();
  }

  #tell(progress: Progress, atOnce = false): void {
    const now = performance.now();
    if (!atOnce && now - this.#lastProgress < PROGRESS_MS) return;
    this.#lastProgress = now;
    this.listener.progress(progress);
  }
}
