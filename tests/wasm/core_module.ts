// Loads the built WebAssembly module in Node: the very files that the page embeds.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  DetectOptions,
  ExpenseCore,
  ExpenseCoreFactoryOptions,
  Outcome,
  OutcomeJson,
  Report,
  Session,
} from '../../wasm/expense_core';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.env['EXPENSE_WASM_DIR'] ?? `${repository}build/wasm/bin`;

type Factory = (options: ExpenseCoreFactoryOptions) => Promise<ExpenseCore>;

/** A fresh instance with memory of its own. */
export async function loadCore(): Promise<ExpenseCore> {
  const glue = (await import(pathToFileURL(`${folder}/expense_core.mjs`).href)) as {
    default: Factory;
  };
  return glue.default({ wasmBinary: readFileSync(`${folder}/expense_core.wasm`) });
}

/** Path of the native program to compare with. */
export const nativeProgram =
  process.env['EXPENSE_PROGRAM'] ?? `${repository}build/native/bin/expense-anomalies`;

/** What the native program writes to its output; throws if it fails. */
export const native = (...args: string[]): Buffer =>
  execFileSync(nativeProgram, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

/** Path of a small bill of tests/data/bills. */
export const testBill = (name: string): string => `${repository}tests/data/bills/${name}`;

/** The holidays of countries, as the page hands them in. */
export const countryHolidays = readFileSync(
  `${repository}core/calendar/country_holidays.txt`,
  'utf8',
);

export const parse = <T>(text: OutcomeJson<T>): Outcome<T> => JSON.parse(text) as Outcome<T>;

/** The value of an outcome that must be good. */
export function unwrap<T>(text: OutcomeJson<T>): T {
  const outcome = parse(text);
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

/** Pushes a file's bytes into a session in slices. */
export function push(session: Session, name: string, bytes: Uint8Array, slice = 65_536): void {
  unwrap(session.openFile(name));
  for (let at = 0; at < bytes.length; at += slice) {
    const part = bytes.subarray(at, at + slice);
    session.inputBuffer(part.length).set(part);
    const outcome = parse(session.consume(part.length));
    if (!outcome.ok) break;
  }
  session.closeFile();
}

/** Reads and judges one bill from beginning to end. */
export function analyse(
  core: ExpenseCore,
  name: string,
  bytes: Uint8Array,
  { holidays, ...options }: Partial<DetectOptions> = {},
): Outcome<Report> {
  const session = new core.Session(JSON.stringify(options));
  try {
    if (holidays !== undefined) unwrap(session.useHolidays(holidays, countryHolidays));
    push(session, name, bytes);
    const inspection = parse(session.inspect());
    if (!inspection.ok) return inspection;
    for (let i = 0; i < session.seriesCount(); ++i) unwrap(session.judge(i));
    return parse(session.report());
  } finally {
    session.delete();
  }
}
