// Times the cases in WebAssembly under Node and prints {case: {milliseconds, figure}}.
// With --cold: compiling and instantiating the module and its very first fit, for which the process
// must be a new one (the engine keeps compiled code for bytes it has seen). With --memory: how large
// a module of its own grows that keeps many series.
import { readFileSync } from 'node:fs';

const folder = new URL('../../build/wasm/bench/', import.meta.url);
const { default: createModule } = await import(new URL('bench_fit.mjs', folder).href);
const wasmBinary = readFileSync(new URL('bench_fit.wasm', folder));

const SAMPLES = 7;
const WARM_UP_MS = 300;
const SAMPLE_MS = 30;

function timed(run) {
  const start = performance.now();
  const figure = run();
  return { milliseconds: performance.now() - start, figure };
}

/** Long enough for the engine to optimise the code. */
function warmUp(module) {
  let runs = 0;
  const start = performance.now();
  while (performance.now() - start < WARM_UP_MS) {
    module._run_case(1);
    runs += 1;
  }
  return (performance.now() - start) / runs;
}

function measure(module, index) {
  module._prepare_case(index);
  const repetitions = Math.ceil(SAMPLE_MS / warmUp(module));
  const samples = Array.from({ length: SAMPLES }, () =>
    timed(() => module._run_case(repetitions)),
  ).sort((a, b) => a.milliseconds - b.milliseconds);
  const { milliseconds, figure } = samples[(SAMPLES - 1) / 2];
  return { milliseconds: milliseconds / repetitions, figure };
}

async function firstFit() {
  const start = performance.now();
  const module = await createModule({ wasmBinary });
  module._prepare_case(0);
  const figure = module._run_case(1);
  return { milliseconds: performance.now() - start, figure };
}

async function everyCase() {
  const module = await createModule({ wasmBinary });
  const results = {};
  for (let index = 0; index < module._case_count(); index += 1) {
    results[module.UTF8ToString(module._case_name(index))] = measure(module, index);
  }
  return results;
}

async function memory() {
  const module = await createModule({ wasmBinary });
  const figure = module._keep_series();
  return { megabytes: module._memory_bytes() / 1e6, figure };
}

let results;
if (process.argv.includes('--cold')) results = { cold_first_fit: await firstFit() };
else if (process.argv.includes('--memory')) results = { keep_10000_series: await memory() };
else results = await everyCase();
process.stdout.write(JSON.stringify(results));
