// Makes the core warm: a small made-up bill is analyzed while nobody waits, so that the browser has
// compiled the hot functions with its slow, good compiler before the first real bill comes. Else it
// does so in the middle of that bill, on all processors, and the page stutters.
import type { ExpenseCore } from '../../../wasm/expense_core';
import type { Pacer } from './pacer';

const SEED = 1;
const DAYS = 150;

/** Stops early, between two steps, once `signal` is aborted. */
export async function warmUp(core: ExpenseCore, pacer: Pacer, signal: AbortSignal): Promise<void> {
  const session = new core.Session(core.defaultOptions());
  const sample = new core.SampleBill(SEED, DAYS);
  try {
    session.openFile('warm-up.csv');
    for (let bytes = sample.next(); bytes.length > 0; bytes = sample.next()) {
      session.inputBuffer(bytes.length).set(bytes);
      session.consume(bytes.length);
      await pacer.giveWay();
      if (signal.aborted) return;
    }
    session.closeFile();
    session.inspect();
    for (let index = 0; index < session.seriesCount(); index += 1) {
      session.judge(index);
      await pacer.giveWay();
      if (signal.aborted) return;
    }
    session.report();
  } finally {
    sample.delete();
    session.delete();
  }
}
