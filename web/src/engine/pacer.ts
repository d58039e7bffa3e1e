// Lets the worker hear its messages while it computes: gives way once a turn has lasted too long.

/** Longest the worker stays deaf between two pieces of work, in milliseconds. */
const TURN_MS = 16;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Waits for one turn of the event loop; timers would add four milliseconds each time. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

export class Pacer {
  #turnStart = performance.now();

  /** Call between pieces of work: returns at once while the turn is young. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#turnStart >= TURN_MS) await this.#giveWayNow();
  }

  /** Leaves the processor to others for a while. */
  async rest(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#turnStart = performance.now();
  }

  async #giveWayNow(): Promise<void> {
    await nextTurn();
    this.#turnStart = performance.now();
  }
}
