// The page's side of the worker, against workers that answer, fall silent or die.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { exampleColumns, exampleReport } from '../format/example_report';
import { CANCEL_DEADLINE_MS, EngineClient } from './engine_client';
import { Cancelled, crashError, Failure } from './failure';
import type { Reply, Request } from './protocol';

/** A worker whose answers the test gives by hand. */
class ScriptedWorker {
  onmessage: ((event: MessageEvent<Reply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  terminated = false;
  readonly heard: Request[] = [];

  postMessage(request: Request): void {
    this.heard.push(request);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(reply: Reply): void {
    this.onmessage?.({ data: reply } as MessageEvent<Reply>);
  }
  die(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
  get lastId(): number {
    return this.heard.at(-1)?.id ?? -1;
  }
}

let workers: ScriptedWorker[];
let client: EngineClient;
const newest = (): ScriptedWorker => workers.at(-1) as ScriptedWorker;
const events = { onProgress: vi.fn(), onInspected: vi.fn(), onJudged: vi.fn() };
const sample = { kind: 'sample', seed: 1, days: 30 } as const;
const usual = {
  holidays: { region: 'US', calendar: '' },
  costs: { measure: '', charge_types: [], split_by: '' },
  reading: { dimensions: [], columns: {} },
};
const preview = [['date', 'cost']];
const openParquet = vi.fn<() => Promise<MessagePort>>();
const ready: Reply = { type: 'ready', version: '0.1.0' };

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  client = new EngineClient(
    () => {
      workers.push(new ScriptedWorker());
      return newest() as unknown as Worker;
    },
    undefined,
    openParquet,
  );
  newest().say(ready);
});

afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('engine client', () => {
  test('an analysis tells its progress and ends with its report', async () => {
    const report = client.analyze(sample, usual, events);
    const id = newest().lastId;
    const progress = { stage: 'modeling', series: 'Total', done: 0, total: 2 } as const;
    newest().say({ type: 'progress', id, progress });
    newest().say({ type: 'analyzed', id, report: exampleReport(), preview });
    await expect(report).resolves.toEqual({ report: exampleReport(), preview });
    expect(events.onProgress).toHaveBeenCalledWith(progress);
  });

  test('the same bill bears the same number, another one another', async () => {
    const numbers: unknown[] = [];
    for (const source of [sample, { ...sample }, sample]) {
      const report = client.analyze(source, usual, events);
      numbers.push(
        newest()
          .heard.map((one) => one.type === 'analyze' && one.bill)
          .at(-1),
      );
      newest().say({ type: 'analyzed', id: newest().lastId, report: exampleReport(), preview });
      await report;
      await Promise.resolve(); // the client sees the end after we do
    }
    expect(numbers[2]).toBe(numbers[0]);
    expect(numbers[1]).not.toBe(numbers[0]);
  });

  test('columns are answered by the request they belong to', async () => {
    const first = client.columns(0);
    const firstId = newest().lastId;
    const second = client.columns(1);
    const other = { ...exampleColumns(), actual: new Float64Array(10) };
    newest().say({ type: 'columns', id: newest().lastId, columns: other });
    newest().say({ type: 'columns', id: firstId, columns: exampleColumns() });
    await expect(first).resolves.toEqual(exampleColumns());
    await expect(second).resolves.toEqual(other);
  });

  test('the reader of Parquet is got when it is wanted, and its absence is told', async () => {
    const { port1 } = new MessageChannel();
    openParquet.mockResolvedValueOnce(port1).mockRejectedValueOnce(new TypeError('no network'));
    client.analyze(sample, usual, events).catch(() => undefined);
    const id = newest().lastId;
    for (const port of [port1, null]) {
      newest().say({ type: 'parquet_wanted', id });
      await vi.waitFor(() =>
        expect(newest().heard.at(-1)).toEqual({ type: 'parquet_reader', id, port }),
      );
    }
    port1.close();
  });

  test('a failed analysis rejects with the core\u2019s error', async () => {
    const report = client.analyze(sample, usual, events);
    const error = { ...crashError('x'), code: 'empty_input' };
    newest().say({ type: 'failed', id: newest().lastId, error, preview });
    await expect(report).rejects.toMatchObject({ error: { code: 'empty_input' } });
    expect(newest().terminated).toBe(false);
  });

  test('a dead worker rejects everything that waits, and is replaced', async () => {
    const report = client.analyze(sample, usual, events);
    const columns = client.columns(0);
    newest().die('RuntimeError: unreachable');
    await expect(report).rejects.toBeInstanceOf(Failure);
    await expect(columns).rejects.toBeInstanceOf(Failure);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
  });

  test('after a crash the fresh worker analyzes', async () => {
    const first = client.analyze(sample, usual, events);
    newest().say({ type: 'crashed', error: crashError('out of memory') });
    await expect(first).rejects.toMatchObject({ error: { code: 'out_of_memory' } });
    newest().say(ready);
    const second = client.analyze(sample, usual, events);
    newest().say({ type: 'analyzed', id: newest().lastId, report: exampleReport(), preview });
    await expect(second).resolves.toEqual({ report: exampleReport(), preview });
  });

  test('what a replaced worker still says does not reach its successor', async () => {
    const stuck = newest();
    const first = client.analyze(sample, usual, events);
    const rejected = expect(first).rejects.toBeInstanceOf(Cancelled);
    void client.cancel();
    await vi.advanceTimersByTimeAsync(CANCEL_DEADLINE_MS);
    await rejected;
    newest().say(ready);
    const second = client.analyze(sample, usual, events);
    const id = newest().lastId;
    stuck.say({ type: 'crashed', error: crashError('too late') });
    stuck.die('too late as well');
    stuck.onmessageerror?.();
    stuck.say({ type: 'failed', id, error: crashError('not its request'), preview });
    newest().say({ type: 'analyzed', id, report: exampleReport(), preview });
    await expect(second).resolves.toEqual({ report: exampleReport(), preview });
    expect(workers).toHaveLength(2);
    expect(newest().terminated).toBe(false);
  });

  test('a worker that cannot even start is not started over and over', async () => {
    newest().die('first, a crash after it was ready');
    newest().die('then one that never gets ready');
    expect(workers).toHaveLength(2);
    const report = client.analyze(sample, usual, events);
    expect(workers).toHaveLength(3);
    newest().die('WebAssembly is not defined');
    await expect(report).rejects.toBeInstanceOf(Failure);
  });

  test('cancel by message keeps the worker', async () => {
    const report = client.analyze(sample, usual, events);
    const rejected = expect(report).rejects.toBeInstanceOf(Cancelled);
    const id = newest().lastId;
    const cancelled = client.cancel();
    expect(newest().heard.at(-1)).toEqual({ type: 'cancel', id });
    newest().say({ type: 'cancelled', id });
    await Promise.all([cancelled, rejected]);
    await vi.advanceTimersByTimeAsync(CANCEL_DEADLINE_MS * 2);
    expect(workers).toHaveLength(1);
  });

  test('a worker that does not hear the cancel is replaced in time', async () => {
    const report = client.analyze(sample, usual, events);
    const rejected = expect(report).rejects.toBeInstanceOf(Cancelled);
    const cancelled = client.cancel();
    await vi.advanceTimersByTimeAsync(CANCEL_DEADLINE_MS);
    await Promise.all([cancelled, rejected]);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    expect(CANCEL_DEADLINE_MS).toBeLessThan(500);
  });

  test('cancelling nothing is done at once', async () => {
    await client.cancel();
    expect(newest().heard).toEqual([]);
  });
});
