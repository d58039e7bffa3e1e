// Starts the C++ core from bytes that lie inside the worker's own script: nothing is fetched.
import createExpenseCore from '#expense_core';
import packedBytes from '#expense_core_bytes';
import type { ExpenseCore } from '../../../wasm/expense_core';

/** @param onAbort - called when the module aborts; it must not be used again. */
export async function loadCore(onAbort: (reason: unknown) => void): Promise<ExpenseCore> {
  return createExpenseCore({ wasmBinary: await unpack(packedBytes), onAbort });
}

async function unpack(base64OfGzip: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64OfGzip), (char) => char.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).arrayBuffer();
}
