// Standard input and output where the other end of a pipe is slow, or gone.
import fs from 'node:fs';

const RETRY_MS = 2;
/** What a shell sees of a program that was ended because nobody reads its output. */
const ENDED_BY_BROKEN_PIPE = 141;

/**
 * A pipe may be set not to wait, by whoever is at its other end: then reading and writing fail with
 * EAGAIN in the middle of things. From here on they wait, as they do in the native program, and
 * writing to a pipe that is closed ends this program in silence, as it ends that one.
 */
export function waitForSlowPipes(): void {
  // Of the very object whose functions the module calls.
  fs.readSync = patient(fs.readSync);
  fs.writeSync = patient(fs.writeSync);
}

type Call = (...parameters: never[]) => number;

function patient<T extends Call>(call: T): T {
  const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const waiting: Call = (...parameters) => {
    for (;;) {
      try {
        return call(...parameters);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code === 'EPIPE') process.exit(ENDED_BY_BROKEN_PIPE);
        if (code !== 'EAGAIN') throw cause;
        Atomics.wait(nobody, 0, 0, RETRY_MS);
      }
    }
  };
  return waiting as T;
}
