// How an analysis ends without a report: cancelled, or failed with something a person can read.
import type { CoreError, Outcome, OutcomeJson } from '../../../wasm/expense_core';
import type { Preview } from './protocol';

/** The person (or a newer bill) stopped the analysis. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Carries a CoreError to where it is shown. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly error: CoreError,
    /** Of the file that could not be read. */
    readonly preview: Preview = [],
  ) {
    super(error.message);
  }
}

/** The value of an outcome, or its error thrown as a Failure. */
export function unwrapped<T>(json: OutcomeJson<T>): T {
  const outcome = JSON.parse(json) as Outcome<T>;
  if (!outcome.ok) throw new Failure(outcome.error);
  return outcome.value;
}

/** A failure of the page or its worker, in the form in which the core reports its own. */
export function pageError(code: string, message: string, advice: string, file = ''): CoreError {
  return { code, message, advice, file, line: 0, column: '' };
}

/** What to say when the module died; `reason` is whatever it left behind. */
export function crashError(reason: unknown): CoreError {
  const text = reason instanceof Error ? reason.message : String(reason ?? '');
  if (/memory|oom|allocation/i.test(text)) {
    return pageError(
      'out_of_memory',
      'The bill needs more memory than this browser tab may use.',
      'Close other tabs and try again, or export fewer days or fewer columns.',
    );
  }
  return pageError(
    'engine_stopped',
    `The analysis stopped in the middle of its work${text === '' ? '' : `: ${text}`}.`,
    'A fresh one has been started: try the file again. If it stops again, copy the details into a report to us.',
  );
}
