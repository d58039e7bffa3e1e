// Times reading a bill that lies in memory by the very module that the page embeds, under Node:
// `ingest_wasm.mjs FILE` prints {case: {milliseconds, bytes, rows, total, heap}}; heap in bytes.
import { readFileSync } from 'node:fs';

const folder = new URL('../../build/wasm/bin/', import.meta.url);
const { default: createModule } = await import(new URL('expense_core.mjs', folder).href);
const module = await createModule({
  wasmBinary: readFileSync(new URL('expense_core.wasm', folder)),
});
const bytes = readFileSync(process.argv[2]);
const SAMPLES = 5;
const SLICE = 1 << 20;

function unwrap(text) {
  const outcome = JSON.parse(text);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

function read() {
  const session = new module.Session('{}');
  unwrap(session.openFile('bill.csv'));
  for (let at = 0; at < bytes.length; at += SLICE) {
    const part = bytes.subarray(at, at + SLICE);
    session.inputBuffer(part.length).set(part);
    unwrap(session.consume(part.length));
  }
  unwrap(session.closeFile());
  const bill = unwrap(session.inspect());
  const heap = session.inputBuffer(1).buffer.byteLength;
  session.delete();
  return { rows: bill.rows, total: bill.total, heap };
}

let found = read();
const samples = Array.from({ length: SAMPLES }, () => {
  const start = performance.now();
  found = read();
  return performance.now() - start;
}).sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    csv: { milliseconds: samples[(SAMPLES - 1) / 2], bytes: bytes.length, ...found },
  }),
);
