// The benchmark of the fitter: every case natively and in WebAssembly and the peers' default fit, in
// turns, so that all of them see the machine's good and bad moments. Prints the medians and the
// goals as Markdown tables; writes build/bench/fit.json.
// Options: --rounds N (5); --mcmc: R Prophet's sampler as well, once, which takes minutes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { caseTable, goalTable, judge } from './fit_report.mjs';
import { addRound, machine, measureInTurns, roundsOf, run } from './rounds.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const history = [path('../data/prophet/cost_3y/input.csv'), '1095'];

const nativeProgram = path('../../build/native/bench/bench_fit');

function native() {
  const { benchmarks } = run(
    nativeProgram,
    '--benchmark_format=json',
    '--benchmark_min_time=0.05',
    '--benchmark_repetitions=5',
  );
  const result = {};
  for (const one of benchmarks) {
    if (one.error_occurred) throw new Error(`${one.name}: ${one.error_message}`);
    if (one.aggregate_name !== 'median') continue;
    const { run_name, real_time: milliseconds, figure, allocations } = one;
    result[run_name] = { milliseconds, figure, allocations: Math.round(allocations) };
  }
  return result;
}

const node = (script, ...args) => run(process.execPath, path(script), ...args);
const rPackage = (...args) => run('Rscript', path('peers/prophet.R'), ...history, ...args);
const programs = {
  native,
  WebAssembly: () => ({ ...node('fit_wasm.mjs'), ...node('fit_wasm.mjs', '--cold') }),
  'R Prophet': rPackage,
  wasmstan: () => node('peers/wasmstan.mjs', path('../../build/peers'), ...history),
};

/** What many series take, each in a process of its own; the same in every round, so once. */
const memory = {
  native: () => run(nativeProgram, '--memory'),
  WebAssembly: () => node('fit_wasm.mjs', '--memory'),
};

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, mcmc: { type: 'boolean', default: false } },
});
const rounds = roundsOf(options.rounds);
const measured = measureInTurns(programs, rounds);
for (const [column, program] of Object.entries(memory)) {
  Object.assign(measured[column], program());
}
if (options.mcmc && measured['R Prophet']) {
  process.stderr.write("bench: R Prophet's sampler, which takes minutes\n");
  addRound(measured['R Prophet'], rPackage('--mcmc'));
}
const judged = judge(measured);

const folder = path('../../build/bench');
mkdirSync(folder, { recursive: true });
const everything = { machine, measured, goals: judged };
writeFileSync(`${folder}/fit.json`, `${JSON.stringify(everything, null, 1)}\n`);
process.stdout.write(`${machine.cores} cores of ${machine.cpu}, load ${machine.load_before.toFixed(1)} \
before; medians of ${rounds} rounds

${caseTable(measured)}

${goalTable(judged)}
`);

// The same bits everywhere: both programs say what they computed.
const different = Object.keys(measured.native).filter(
  (name) => measured.native[name].figure !== measured.WebAssembly[name].figure,
);
if (different.length > 0) {
  process.stderr.write(`bench: native and WebAssembly differ in ${different.join(', ')}\n`);
  process.exitCode = 1;
}
