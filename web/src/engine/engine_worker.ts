// The worker: owns the core, runs one analysis at a time and answers the page's requests.
import type { CoreError, ExpenseCore, Session } from '../../../wasm/expense_core';
import { BillAnalysis } from './bill_analysis';
import { Cancelled, crashError, Failure, pageError } from './failure';
import { loadCore } from './load_core';
import { Pacer } from './pacer';
import { type Preview, type Reply, type Request, unreachable } from './protocol';
import { warmUp } from './warm_up';

/** The part of the worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply, transfer?: Transferable[]): void;
}
const scope = self as unknown as WorkerScope;

const core = loadCore(crashed);
/** Aborted by the first bill: a person waits for that. */
const warming = new AbortController();
core
  .then((loaded) => {
    scope.postMessage({ type: 'ready', version: loaded.version() });
    return warmUp(loaded, new Pacer(), warming.signal);
  })
  .catch(crashed);

/** The newest analysis: kept after its end, so that columns can still be asked for, and its bill judged anew. */
let session: Session | null = null;
/** The bill that the session has read to its end. */
let billInMemory: number | null = null;
let running: {
  readonly id: number;
  readonly stop: AbortController;
  readonly parquet: PromiseWithResolver<MessagePort | null>;
} | null = null;
let dead = false;

function crashed(reason: unknown): void {
  // An abort is told twice: by the module's callback, then by the exception that leaves the call.
  if (dead) return;
  dead = true;
  scope.postMessage({ type: 'crashed', error: crashError(reason) });
}

scope.onmessage = ({ data: request }) => {
  if (dead) return;
  switch (request.type) {
    case 'analyze':
      void analyze(request);
      return;
    case 'cancel':
      if (running?.id === request.id) running.stop.abort(new Cancelled());
      return;
    case 'parquet_reader':
      if (running?.id === request.id) running.parquet.resolve(request.port);
      return;
    case 'columns':
      sendColumns(request.id, request.series);
      return;
    default:
      unreachable(request);
  }
};

async function analyze(request: Request & { type: 'analyze' }): Promise<void> {
  const { id, bill, source } = request;
  warming.abort();
  const stop = new AbortController();
  running = { id, stop, parquet: withResolver() };
  try {
    const analysis = newAnalysis(await core, request, stop.signal);
    const report = await analysis.run(source).finally(() => {
      if (analysis.isRead) billInMemory = bill;
    });
    scope.postMessage({ type: 'analyzed', id, report, preview: analysis.preview() });
  } catch (cause) {
    if (cause instanceof Cancelled) scope.postMessage({ type: 'cancelled', id });
    else if (cause instanceof Failure) fail(id, cause.error, cause.preview);
    else crashed(cause);
  } finally {
    running = null;
  }
}

function newAnalysis(
  loaded: ExpenseCore,
  { id, bill, settings }: Request & { type: 'analyze' },
  signal: AbortSignal,
): BillAnalysis {
  if (billInMemory !== bill) {
    session?.delete();
    session = null;
    billInMemory = null;
  }
  const listener = {
    progress: (progress: (Reply & { type: 'progress' })['progress']) =>
      scope.postMessage({ type: 'progress', id, progress }),
    inspected: (inspection: (Reply & { type: 'inspected' })['inspection']) =>
      scope.postMessage({ type: 'inspected', id, inspection }),
    wantParquet: (): Promise<MessagePort | null> => {
      if (running === null) return Promise.resolve(null);
      scope.postMessage({ type: 'parquet_wanted', id });
      return running.parquet.promise;
    },
    judged: (summary: (Reply & { type: 'judged' })['summary']) =>
      scope.postMessage({ type: 'judged', id, summary }),
  };
  const analysis = new BillAnalysis(loaded, settings, listener, signal, session);
  session = analysis.session;
  return analysis;
}

function sendColumns(id: number, series: number): void {
  if (session === null) {
    fail(
      id,
      pageError('no_session', 'The bill is no longer in memory.', 'Drop the same file again.'),
    );
    return;
  }
  try {
    const columns = session.columns(series);
    const { days, actual, expected, lower, upper } = columns;
    const buffers = [days, actual, expected, lower, upper].map((column) => column.buffer);
    scope.postMessage({ type: 'columns', id, columns }, buffers as ArrayBuffer[]);
  } catch (cause) {
    crashed(cause);
  }
}

function fail(id: number, error: CoreError, preview: Preview = []): void {
  scope.postMessage({ type: 'failed', id, error, preview });
}

interface PromiseWithResolver<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function withResolver<T>(): PromiseWithResolver<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}
