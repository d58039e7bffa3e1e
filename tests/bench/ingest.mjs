// The benchmark of reading: one cost and usage report in memory, natively and by the page's module
// under Node, and the peers that add up its cost by day and service, in turns. Prints speeds and goals
// as Markdown tables; writes build/bench/ingest.json.
// Options: --rounds N (3); --rows N (200000), of about 1,000 bytes.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { curText } from './cur_text.mjs';
import { goalTable, median } from './fit_report.mjs';
import { machine, measureInTurns, roundsOf, run } from './rounds.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    rows: { type: 'string', default: '200000' },
  },
});
const rounds = roundsOf(options.rounds);
const rows = Number(options.rows);

const folder = path('../../build/bench');
mkdirSync(folder, { recursive: true });
const file = `${folder}/cur-${rows}.csv`;
if (!existsSync(file)) {
  const handle = openSync(file, 'w');
  for (const slice of curText(rows)) writeSync(handle, slice);
  closeSync(handle);
}
const bytes = statSync(file).size;

const peers = path('../../build/peers');
const node = (script, ...args) => run(process.execPath, path(script), ...args);
const measured = measureInTurns(
  {
    native: () => run(path('../../build/native/bench/bench_ingest'), file),
    WebAssembly: () => node('ingest_wasm.mjs', file),
    DuckDB: () => node('peers/duckdb.mjs', peers, file),
    PapaParse: () => node('peers/papaparse.mjs', peers, file),
  },
  rounds,
);

const speeds = (name) => measured[name]?.csv.milliseconds.map((ms) => bytes / 1e3 / ms); // MB/s
function goal(text, wanted, name, peer) {
  const ours = speeds(name);
  const theirs = peer ? speeds(peer) : ours?.map(() => 1);
  const reached = ours && theirs ? median(ours.map((speed, round) => speed / theirs[round])) : null;
  const met = reached === null ? null : reached >= wanted;
  return { goal: text, wanted: `≥ ${wanted.toLocaleString('en')}`, reached, met };
}
const goals = [
  goal('native: MB/s', 2000, 'native'),
  goal('WebAssembly: MB/s', 1800, 'WebAssembly'),
  goal('WebAssembly: times faster than DuckDB', 4, 'WebAssembly', 'DuckDB'),
  goal('WebAssembly: times faster than PapaParse', 15, 'WebAssembly', 'PapaParse'),
];
writeFileSync(
  `${folder}/ingest.json`,
  `${JSON.stringify({ machine, bytes, measured, goals }, null, 1)}\n`,
);

const shown = (name) => (speeds(name) ? Math.round(median(speeds(name))) : 'not installed');
process.stdout.write(`${machine.cores} cores of ${machine.cpu}, load ${machine.load_before.toFixed(1)} \
before; medians of ${rounds} rounds; ${rows} rows, ${Math.round(bytes / 1e6)} MB

| a cost and usage report in memory | ${Object.keys(measured).join(' | ')} |
| --- |${' ---: |'.repeat(Object.keys(measured).length)}
| MB/s | ${Object.keys(measured).map(shown).join(' | ')} |

${goalTable(goals)}
`);

// All must have read the same: the number of rows, and what ours add up.
const ours = [measured.native.csv, measured.WebAssembly.csv];
const counts = Object.values(measured).flatMap((program) => (program ? [program.csv.rows] : []));
if (new Set(counts).size !== 1 || ours[0].total !== ours[1].total) {
  process.stderr.write(`bench: the programs differ: ${JSON.stringify(measured)}\n`);
  process.exitCode = 1;
}
