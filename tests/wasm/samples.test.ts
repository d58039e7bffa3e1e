// Bills whose contents were counted by others: the module and the native program find the same in them.
import { openAsBlob } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { ExpenseCore, Inspection } from '../../wasm/expense_core';
import { parquetRows } from '../../web/src/engine/parquet_rows';
import { loadCore, native, push, unwrap } from './core_module';
import {
  coreSamples,
  expectedSamples,
  NO_SAMPLES,
  plainBytes,
  type SampleFile,
} from './expected_samples';

let core: ExpenseCore;
beforeAll(async () => {
  core = await loadCore();
});

function inspectInModule(sample: SampleFile): Inspection {
  const session = new core.Session(core.defaultOptions());
  try {
    push(session, sample.name, plainBytes(sample));
    return unwrap(session.inspect());
  } finally {
    session.delete();
  }
}

const inspectNatively = (sample: SampleFile): Inspection =>
  JSON.parse(native('inspect', sample.path).toString('utf8')) as Inspection;

/** The core keeps amounts to a fixed number of places, expected.json keeps every digit. */
function isSameAmount(have: string, want: string): boolean {
  const apart = Math.abs(Number(have) - Number(want));
  return apart <= Math.max(1e-6, 1e-9 * Math.abs(Number(want)));
}

/** Demands every name of `want` and, name by name, the same amounts. */
function expectAmounts(
  have: Readonly<Record<string, string>>,
  want: Readonly<Record<string, string>>,
): void {
  expect(Object.keys(have)).toEqual(expect.arrayContaining(Object.keys(want)));
  const differing = Object.entries(want).filter(
    ([name, amount]) => !isSameAmount(have[name] ?? '', amount),
  );
  expect(differing).toEqual([]);
}

function expectFound(have: Inspection, want: SampleFile): void {
  const { format, rows, first_date, last_date, days, currency, primary_measure } = want;
  expect(have).toMatchObject({ format, rows, first_date, last_date, days, primary_measure });
  expect(have.currency).toBe(currency ?? '');
  expectAmounts({ total: have.total }, { total: want.total });
  // The core works out more measures than were counted.
  expectAmounts(have.totals, want.measures ?? { [primary_measure]: want.total });
  expect(Object.keys(have.by_service).sort()).toEqual(Object.keys(want.by_service).sort());
  expectAmounts(have.by_service, want.by_service);
}

const parquetSamples = expectedSamples.filter(({ name }) => name.endsWith('.parquet'));
test.each(parquetSamples)(
  'the module finds what is in $name, read as the page does',
  async (sample) => {
    const slices: Uint8Array[] = [];
    for await (const { bytes } of parquetRows(await openAsBlob(sample.path))) slices.push(bytes);
    const session = new core.Session(core.defaultOptions());
    push(session, sample.name, Buffer.concat(slices));
    expectFound(unwrap(session.inspect()), sample);
    session.delete();
  },
);

test.each(coreSamples)('the module finds what is in $name', (sample) => {
  expectFound(inspectInModule(sample), sample);
});

test.each(coreSamples)('the native program finds what is in $name', (sample) => {
  expectFound(inspectNatively(sample), sample);
});

if (coreSamples.length === 0) test.skip(NO_SAMPLES, () => undefined);
