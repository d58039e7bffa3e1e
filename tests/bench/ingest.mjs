// The benchmark of reading: a cost and usage report in memory, natively and by the page's module under
// Node, and the peers that add up its cost by day and service, in turns. With --browser the page in
// Chromium, to which the report is given as a file, and its peers there. Prints speeds and goals as
// Markdown tables; writes build/bench/ingest.json, or ingest_browser.json.
// Options: --rounds N (3); --rows N (200000, in the browser 500000), of about 1,000 bytes.
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { curFile, packedCurFile } from './cur_file.mjs';
import { goalTable, median } from './fit_report.mjs';
import { machine, measureInTurns, roundsOf, run } from './rounds.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    rows: { type: 'string' },
    browser: { type: 'boolean', default: false },
  },
});
const rounds = roundsOf(options.rounds);
const rows = Number(options.rows ?? (options.browser ? 500_000 : 200_000));
const { file, bytes } = curFile(rows);

const peers = path('../../build/peers');
const node = (script, ...args) => run(process.execPath, path(script), ...args);
const inMemory = {
  title: 'a cost and usage report in memory',
  output: 'ingest.json',
  programs: {
    native: () => run(path('../../build/native/bench/bench_ingest'), file),
    WebAssembly: () => node('ingest_wasm.mjs', file),
    DuckDB: () => node('peers/duckdb.mjs', peers, file),
    PapaParse: () => node('peers/papaparse.mjs', peers, file),
  },
  goals: [
    ['native: MB/s', 2000, 'native'],
    ['WebAssembly: MB/s', 1800, 'WebAssembly'],
    ['WebAssembly: times faster than DuckDB', 4, 'WebAssembly', 'DuckDB'],
    ['WebAssembly: times faster than PapaParse', 15, 'WebAssembly', 'PapaParse'],
  ],
};
/** The page reading Parquet, 4 rows for each of the report; null without DuckDB, which writes the file. */
function pageReadingParquet() {
  const parquet = file.replace(/csv$/, 'parquet');
  const isThere =
    existsSync(parquet) || node('peers/parquet_file.mjs', peers, file, parquet) !== null;
  return isThere ? node('ingest_page.mjs', parquet) : null;
}

const inBrowser = {
  title: 'a cost and usage report given as a file, in Chromium',
  output: 'ingest_browser.json',
  programs: {
    page: () => node('ingest_page.mjs', file),
    'page, gzip': () => node('ingest_page.mjs', packedCurFile(rows)),
    'page, Parquet': pageReadingParquet,
    'DuckDB-WASM': () => node('peers/page.mjs', peers, 'duckdb', file),
    'PapaParse in a worker': () => node('peers/page.mjs', peers, 'papaparse', file),
  },
  goals: [
    ['page: MB/s', 450, 'page'],
    ['page, gzip: MB/s unpacked', 250, 'page, gzip'],
    ['page, Parquet of four columns: million rows/s', 2, 'page, Parquet'],
    ['page: times faster than PapaParse in a worker', 5, 'page', 'PapaParse in a worker'],
    ['page: times faster than DuckDB-WASM', 3, 'page', 'DuckDB-WASM'],
  ],
};
const { title, output, programs, goals } = options.browser ? inBrowser : inMemory;
const measured = measureInTurns(programs, rounds);

/** MB/s; of Parquet, millions of rows a second. */
function speeds(name) {
  const { csv, parquet } = measured[name] ?? {};
  if (parquet) return parquet.milliseconds.map((ms) => parquet.rows / 1e3 / ms);
  return csv?.milliseconds.map((ms) => bytes / 1e3 / ms);
}
const judged = goals.map(([goal, wanted, name, peer]) => {
  const ours = speeds(name);
  const theirs = peer ? speeds(peer) : ours?.map(() => 1);
  const reached = ours && theirs ? median(ours.map((speed, round) => speed / theirs[round])) : null;
  const met = reached === null ? null : reached >= wanted;
  return { goal, wanted: `≥ ${wanted.toLocaleString('en')}`, reached, met };
});
writeFileSync(
  path(`../../build/bench/${output}`),
  `${JSON.stringify({ machine, bytes, measured, goals: judged }, null, 1)}\n`,
);

const names = Object.keys(measured).filter((name) => !measured[name]?.parquet);
const shown = (name) => (speeds(name) ? Math.round(median(speeds(name))) : 'not installed');
process.stdout.write(`${machine.cores} cores of ${machine.cpu}, load ${machine.load_before.toFixed(1)} \
before; medians of ${rounds} rounds; ${rows} rows, ${Math.round(bytes / 1e6)} MB

| ${[title, ...names].join(' | ')} |
| --- |${' ---: |'.repeat(names.length)}
| MB/s | ${names.map(shown).join(' | ')} |

${goalTable(judged)}
`);

// All must have read the same: the number of rows, and what ours add up.
const found = names.flatMap((name) => (measured[name] ? [measured[name].csv] : []));
const differ = (what) => new Set(found.flatMap((one) => one[what] ?? [])).size > 1;
if (differ('rows') || differ('total')) {
  process.stderr.write(`bench: the programs differ: ${JSON.stringify(measured)}\n`);
  process.exitCode = 1;
}
