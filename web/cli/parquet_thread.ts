// The thread that reads Parquet files: its reader waits for promises, which the module cannot.
import { open } from 'node:fs/promises';
import { type MessagePort, workerData } from 'node:worker_threads';
import { type ByteRanges, type ParquetSlice, parquetRows } from '../src/engine/parquet_rows';

/** A path, or the bytes of a file that lay inside another one. */
export type ParquetSource = string | Uint8Array;

/** With a source: its first slice; without: the next one of the same file. */
export interface ParquetQuestion {
  readonly source: ParquetSource | null;
}

export type ParquetAnswer =
  | { readonly kind: 'rows'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly reason: string };

/** What the thread is started with: it counts its answers, and wakes who waits for the count. */
export interface ParquetThreadData {
  readonly port: MessagePort;
  readonly answers: Int32Array;
}

let rows: AsyncGenerator<ParquetSlice> | null = null;

const { port, answers } = workerData as ParquetThreadData;
port.on('message', ({ source }: ParquetQuestion) => {
  void answer(source).then((message) => {
    port.postMessage(message, message.kind === 'rows' ? [message.bytes.buffer] : []);
    Atomics.add(answers, 0, 1);
    Atomics.notify(answers, 0);
  });
});

async function answer(source: ParquetSource | null): Promise<ParquetAnswer> {
  try {
    if (source !== null) rows = parquetRows(await byteRanges(source));
    const next = await rows?.next();
    if (next === undefined || next.done === true) return { kind: 'end' };
    return { kind: 'rows', bytes: next.value.bytes };
  } catch (cause) {
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function byteRanges(source: ParquetSource): Promise<ByteRanges> {
  if (typeof source !== 'string') return new Blob([source as Uint8Array<ArrayBuffer>]);
  const file = await open(source, 'r');
  const { size } = await file.stat();
  return {
    size,
    slice: (from, to = size) => ({
      async arrayBuffer() {
        const room = new Uint8Array(to - from);
        let filled = 0;
        while (filled < room.length) {
          const { bytesRead } = await file.read(room, filled, room.length - filled, from + filled);
          if (bytesRead === 0) throw new Error('the file became shorter while it was read');
          filled += bytesRead;
        }
        return room.buffer;
      },
    }),
  };
}
