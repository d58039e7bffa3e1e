#!/usr/bin/env node
// expense-anomalies in Node: the native program's arguments and commands, compiled to WebAssembly.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Input } from './input';
import { parquetReader } from './parquet_rows_now';
import { waitForSlowPipes } from './pipes';

interface Settings {
  readonly arguments: readonly string[];
  readonly thisProgram: string;
  readonly wasmBinary: Uint8Array;
  readonly input: Input;
  quit(status: number, reason: unknown): never;
}
type CreateProgram = (settings: Settings) => Promise<unknown>;

const beside = (name: string): URL => new URL(name, import.meta.url);

waitForSlowPipes();
const createProgram = createRequire(import.meta.url)('./expense_cli.cjs') as CreateProgram;
await createProgram({
  arguments: process.argv.slice(2),
  thisProgram: 'expense-anomalies',
  wasmBinary: readFileSync(beside('expense_cli.wasm')),
  input: new Input(
    parquetReader((data) => {
      const transferList = [data.port];
      return new Worker(beside('parquet_thread.mjs'), { workerData: data, transferList });
    }),
  ),
  quit(status, reason) {
    process.exitCode = status;
    throw reason;
  },
});
