// The public and generated bills of ../shared/samples and what is known to be in each (expected.json).
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** Beside the repository, not in it: whoever has a bare clone has no samples. */
const folder = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));

export const NO_SAMPLES = 'skipped: the folder ../shared/samples is not there';

/** Money is decimal text. */
type Totals = Readonly<Record<string, string>>;

export interface ExpectedBill {
  readonly format: string;
  readonly rows: number;
  /** ISO dates, UTC. */
  readonly first_date: string;
  readonly last_date: string;
  readonly days: number;
  /** Null when the bill names none. */
  readonly currency: string | null;
  readonly primary_measure: string;
  readonly total: string;
  /** Only where the bill has more than one. */
  readonly measures?: Totals;
  readonly by_service: Totals;
}

export interface SampleFile extends ExpectedBill {
  readonly name: string;
  readonly path: string;
}

/** All of them, in the order of expected.json; none when the folder is not there. */
export const expectedSamples: readonly SampleFile[] = existsSync(`${folder}expected.json`)
  ? readExpected()
  : [];

/** Those that the core reads by itself: the page's reader turns Parquet into rows before. */
export const coreSamples = expectedSamples.filter(({ name }) => !name.endsWith('.parquet'));

function readExpected(): SampleFile[] {
  const { files } = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as {
    files: Record<string, ExpectedBill>;
  };
  return Object.entries(files).map(([name, expected]) => ({
    ...expected,
    name,
    path: `${folder}${name}`,
  }));
}

/** The bill's text, without compression. */
export function plainBytes({ path }: SampleFile): Uint8Array {
  const bytes = readFileSync(path);
  if (path.endsWith('.zip')) return Object.values(unzipSync(bytes))[0] ?? new Uint8Array();
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
