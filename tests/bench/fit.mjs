// The benchmark of the fitter: every case natively and in WebAssembly and the peers' default fit, in
// turns, so that all of them see the machine's good and bad moments. Prints the medians and the
// goals as Markdown tables; writes build/bench/fit.json.
// Options: --rounds N (5); --mcmc: R Prophet's sampler as well, once, which takes minutes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { caseTable, goalTable, judge } from './fit_report.mjs';

const NOT_INSTALLED = 3;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const history = [path('../data/prophet/cost_3y/input.csv'), '1095'];

/** What a program prints as JSON; null where it is not installed. */
function run(command, ...args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error?.code === 'ENOENT' || status === NOT_INSTALLED) return null;
  if (error || status !== 0) throw new Error(`${command} ${args[0]} failed: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

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

function add(cases, results) {
  for (const [name, { milliseconds, ...rest }] of Object.entries(results)) {
    cases[name] ??= { milliseconds: [], ...rest };
    cases[name].milliseconds.push(milliseconds);
  }
}

function measure({ rounds, mcmc }) {
  const measured = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [column, program] of Object.entries(programs)) {
      if (measured[column] === null) continue;
      process.stderr.write(`bench: round ${round} of ${rounds}, ${column}\n`);
      const results = program();
      measured[column] ??= results && {};
      if (results) add(measured[column], results);
    }
  }
  for (const [column, program] of Object.entries(memory)) {
    Object.assign(measured[column], program());
  }
  if (mcmc && measured['R Prophet']) {
    process.stderr.write("bench: R Prophet's sampler, which takes minutes\n");
    add(measured['R Prophet'], rPackage('--mcmc'));
  }
  return measured;
}

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, mcmc: { type: 'boolean', default: false } },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`bench: "${options.rounds}" is no number of rounds; give 1 or more\n`);
  process.exit(2);
}
const machine = { cpu: cpus()[0].model, cores: cpus().length, load_before: loadavg()[0] };
const measured = measure({ rounds, mcmc: options.mcmc });
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
