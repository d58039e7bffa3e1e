// Times augurs with Stan in WebAssembly: `wasmstan.mjs FOLDER CSV DAYS`, FOLDER with the node_modules
// that scripts/setup bench makes. Prints {case: {milliseconds}}; exit status 3: not installed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SAMPLES = 5;

const [folder, csv, days] = process.argv.slice(2);
if (!existsSync(join(folder, 'node_modules/@bsull/augurs'))) process.exit(3);
const { resolve: resolveFrom } = createRequire(resolve(folder, 'package.json'));
const load = (name) => import(pathToFileURL(resolveFrom(name)).href);

const { initSync, Prophet } = await load('@bsull/augurs/prophet');
const { optimizer } = await load('@bsull/augurs-prophet-wasmstan');
const wasm = join(dirname(resolveFrom('@bsull/augurs/prophet')), 'prophet_bg.wasm');
initSync({ module: readFileSync(wasm) });

const rows = readFileSync(csv, 'utf8')
  .split('\n')
  .slice(1, 1 + Number(days))
  .map((line) => line.split(','));
const history = {
  ds: rows.map(([date]) => Date.parse(date) / 1000),
  y: rows.map(([, cost]) => Number(cost)),
};

function timeOneFit() {
  const start = performance.now();
  const model = new Prophet({ optimizer });
  model.fit(history);
  const milliseconds = performance.now() - start;
  model.free();
  return milliseconds;
}

timeOneFit(); // the engine optimises the code
const samples = Array.from({ length: SAMPLES }, timeOneFit).sort((a, b) => a - b);
const milliseconds = samples[(SAMPLES - 1) / 2];
process.stdout.write(JSON.stringify({ default_fit: { milliseconds } }));
