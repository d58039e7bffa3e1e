// Instructions of every native case, counted by callgrind in run_counted alone, against the figures
// kept in instructions.json: a regression shows on a noisy machine too. Exit status 1 when a case
// takes more than the tolerance more. --update keeps the figures counted.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TOLERANCE_PERCENT = 2;
const kept = fileURLToPath(new URL('instructions.json', import.meta.url));
const program = fileURLToPath(new URL('../../build/native/bench/bench_fit', import.meta.url));

function run(command, ...args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error?.code === 'ENOENT') throw new Error(`${command} is missing: run scripts/setup bench`);
  if (error || status !== 0) throw new Error(`${command} failed: ${error ?? stderr}`);
  return { stdout, stderr };
}

function instructions(name) {
  const { stderr } = run(
    'valgrind',
    '--tool=callgrind',
    '--callgrind-out-file=/dev/null',
    '--toggle-collect=run_counted',
    program,
    '--once',
    name,
  );
  return Number(/Collected : (\d+)/.exec(stderr)[1]);
}

const names = run(program, '--benchmark_list_tests').stdout.trim().split('\n');
const before = JSON.parse(readFileSync(kept, 'utf8'));
const after = {};
process.stdout.write('| case | instructions | kept | change |\n| --- | ---: | ---: | ---: |\n');
for (const name of names) {
  after[name] = instructions(name);
  const percent = 100 * (after[name] / before[name] - 1);
  const change = Number.isNaN(percent) ? 'new' : `${percent.toFixed(2)} %`;
  const cells = [after[name], before[name]].map((count) => count?.toLocaleString('en') ?? '');
  process.stdout.write(`| ${name} | ${cells.join(' | ')} | ${change} |\n`);
  if (percent > TOLERANCE_PERCENT) process.exitCode = 1;
}
if (process.argv.includes('--update')) {
  writeFileSync(kept, `${JSON.stringify(after, null, 2)}\n`);
  process.exitCode = 0;
}
