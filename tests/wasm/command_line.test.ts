// The program in Node is the native program: the same output, messages and exit status, to the byte.
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeProgram, testBill } from './core_module';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const packageFolder = join(repository, 'web/dist/cli');
const nodeProgram = join(packageFolder, 'expense-anomalies.mjs');
const samplesFolder = join(repository, '../shared/samples');
const scratch = mkdtempSync(join(tmpdir(), 'expense-'));
const inScratch = (name: string): string => join(scratch, name);

beforeAll(() => {
  expect(existsSync(nodeProgram), 'npm run build makes it').toBe(true);
  writeFileSync(inScratch('sample.csv'), runNative(['generate', '--seed', '3']).stdout);
});
afterAll(() => rmSync(scratch, { recursive: true }));

interface Input {
  readonly input?: Uint8Array;
}
const run = (program: string, args: string[], { input }: Input = {}): SpawnSyncReturns<Buffer> =>
  spawnSync(program, args, { maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) });
const runNative = (args: string[], input?: Input): SpawnSyncReturns<Buffer> =>
  run(nativeProgram, args, input);
const runNode = (args: string[], input?: Input): SpawnSyncReturns<Buffer> =>
  run(process.execPath, [nodeProgram, ...args], input);

/** What a program left behind. */
const answerOf = ({ status, stdout, stderr }: SpawnSyncReturns<Buffer>): object => ({
  status,
  stderr: stderr.toString('utf8'),
  stdout: stdout.toString('utf8'),
});

function expectSame(args: string[], input?: Input): SpawnSyncReturns<Buffer> {
  const inNode = runNode(args, input);
  expect(answerOf(inNode)).toEqual(answerOf(runNative(args, input)));
  return inNode;
}

const FORMATS = ['json', 'csv', 'table', 'markdown'];
const bills = readdirSync(testBill('.')).filter(
  (name) => !name.endsWith('.parquet') && name !== 'README.md',
);

describe('arguments', () => {
  test.each([
    [[]],
    [['--help']],
    [['--version']],
    [['detect', '--help']],
    [['forecast', '--help']],
    [['cross-validate', '--help']],
    [['detect']],
    [['detect', '--format', 'pdf', testBill('daily.csv')]],
    [['detect', '--interval-width', '2', testBill('daily.csv')]],
    [['detect', '--holidays', 'XX', testBill('daily.csv')]],
    [['forecast']],
    [['nonsense']],
    [['detect', 'no such file.csv']],
    [['detect', scratch]],
    [['detect', testBill('daily.csv'), '--daily', join(scratch, 'no folder', 'daily.csv')]],
  ])('%j', (args) => {
    expectSame(args);
  });
});

describe.each(bills)('%s', (name) => {
  test('is inspected with the same words', () => {
    expectSame(['inspect', testBill(name)]);
  });
  test('has the same anomalies', () => {
    expectSame(['detect', testBill(name), '--format', 'table']);
  });
});

describe('the sample bill', () => {
  test('is generated to the same bytes, with the same truth', () => {
    const truth = (name: string): string[] => ['--truth', inScratch(name)];
    const inNode = runNode(['generate', '--seed', '3', ...truth('node.json')]);
    const natively = runNative(['generate', '--seed', '3', ...truth('native.json')]);
    expect(inNode.stdout.equals(natively.stdout)).toBe(true);
    expect(readFileSync(inScratch('node.json'))).toEqual(readFileSync(inScratch('native.json')));
  });

  test.each(FORMATS)('has the same anomalies as %s', (format) => {
    const found = expectSame(['detect', inScratch('sample.csv'), '--format', format]);
    expect(found.stdout.length).toBeGreaterThan(100);
  });

  test('has the same status when an anomaly is a failure', () => {
    expect(expectSame(['detect', inScratch('sample.csv'), '--fail-on-anomaly']).status).toBe(3);
  });

  test('has the same days and holidays', () => {
    const daily = (name: string): string[] => ['--daily', inScratch(name), '--holidays', 'DE-BY'];
    const inNode = runNode(['detect', inScratch('sample.csv'), ...daily('node.csv')]);
    runNative(['detect', inScratch('sample.csv'), ...daily('native.csv')]);
    expect(inNode.status).toBe(0);
    const text = readFileSync(inScratch('node.csv'), 'utf8');
    expect(text === readFileSync(inScratch('native.csv'), 'utf8')).toBe(true);
  });

  test('is read from standard input', () => {
    const input = readFileSync(inScratch('sample.csv'));
    expectSame(['inspect', '-'], { input });
    expectSame(['inspect', '-'], { input: new Uint8Array(gzipSync(input)) });
    expectSame(['inspect', '-'], { input: new Uint8Array(0) });
  });
});

describe('one series', () => {
  test.each(['csv', 'json'])('is forecast alike as %s', (format) => {
    expectSame(['forecast', testBill('daily.csv'), '--horizon', '40', '--format', format]);
  });

  test.each(FORMATS)('has the same forecast errors as %s', (format) => {
    const args = ['cross-validate', testBill('daily.csv'), '--horizon', '20 days'];
    expectSame([...args, '--format', format]);
  });

  test('has the same fit and saved model, which both read', () => {
    const files = (who: string): string[] => [
      ...['--fit', inScratch(`${who}_fit.json`), '--save-model', inScratch(`${who}_model.json`)],
      ...['--leave-one-out', inScratch(`${who}_rows.csv`)],
    ];
    runNode(['forecast', testBill('daily.csv'), ...files('node')]);
    runNative(['forecast', testBill('daily.csv'), ...files('native')]);
    for (const file of ['fit.json', 'model.json', 'rows.csv']) {
      const text = readFileSync(inScratch(`node_${file}`), 'utf8');
      expect(text).toBe(readFileSync(inScratch(`native_${file}`), 'utf8'));
    }
    expectSame(['forecast', '--model', inScratch('node_model.json'), '--horizon', '5']);
  });
});

function withWrongByte(bytes: Uint8Array, at: number): Uint8Array {
  const position = at < 0 ? bytes.length + at : at;
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  return bytes;
}

describe('packed files', () => {
  const text = readFileSync(testBill('daily.csv'));
  const files: Record<string, Uint8Array> = {
    'two_members.csv.gz': Buffer.concat([
      gzipSync(text.subarray(0, 3000)),
      gzipSync(text.subarray(3000)),
    ]),
    'cut.csv.gz': gzipSync(text).subarray(0, 700),
    'cut_at_once.csv.gz': gzipSync(text).subarray(0, 12),
    'nothing.csv.gz': gzipSync(''),
    'garbage_behind.csv.gz': Buffer.concat([gzipSync(text), Buffer.from('garbage')]),
    'wrong_checksum.csv.gz': withWrongByte(gzipSync(text), -8),
    'wrong_checksum.zip': withWrongByte(zipSync({ 'a.csv': text }, { level: 0 }), 300),
    'picture_inside.zip': zipSync({
      'photo.png': Buffer.from('\x89PNG\r\n', 'latin1'),
      'a.csv': text,
    }),
    'nested.zip': zipSync({ 'in.zip': zipSync({ 'a.csv': text }) }),
    'no_bill.zip': zipSync({ '__MACOSX/._a': text }),
    'history.csv.gz': gzipSync('ds,y\n2025-01-01,1\n2025-01-02,2\n2025-01-03,4\n'),
  };
  test.each(Object.keys(files))('%s is read with the same words', (name) => {
    writeFileSync(inScratch(name), files[name] ?? '');
    expectSame(['inspect', inScratch(name)]);
    expectSame(['forecast', inScratch(name), '--horizon', '2']);
  });

  test('several files are joined, and the one that is no bill is named', () => {
    expectSame([
      'inspect',
      testBill('daily.csv'),
      testBill('web_page.csv'),
      testBill('bundle.zip'),
    ]);
  });
});

describe('Parquet', () => {
  test.each(['snappy', 'zstd', 'gzip'])('packed with %s has the costs of its CSV', (codec) => {
    const parquet = runNode(['inspect', testBill(`focus_small.${codec}.parquet`)]);
    const csv = runNode(['inspect', testBill('focus_small.csv')]);
    expect(JSON.parse(parquet.stdout.toString()).totals).toEqual(
      JSON.parse(csv.stdout.toString()).totals,
    );
  });

  test('is read from standard input', () => {
    const input = readFileSync(testBill('focus_small.zstd.parquet'));
    const piped = runNode(['inspect', '-'], { input });
    expect(piped.status).toBe(0);
    const csv = runNode(['inspect', testBill('focus_small.csv')]);
    expect(JSON.parse(piped.stdout.toString()).totals).toEqual(
      JSON.parse(csv.stdout.toString()).totals,
    );
  });

  test('in a zip is read beside a picture, which is named', () => {
    const packed = zipSync({
      'photo.png': Buffer.from('\x89PNG\r\n', 'latin1'),
      'bill.parquet': readFileSync(testBill('focus_small.snappy.parquet')),
    });
    writeFileSync(inScratch('parquet.zip'), packed);
    const zipped = JSON.parse(runNode(['inspect', inScratch('parquet.zip')]).stdout.toString());
    const csv = JSON.parse(runNode(['inspect', testBill('focus_small.csv')]).stdout.toString());
    expect(zipped.totals).toEqual(csv.totals);
    expect(zipped.warnings).toEqual([expect.stringMatching(/photo\.png: .*was left out\.$/)]);
  });

  test('without a column of costs is refused, and its columns are named', () => {
    const refused = runNode(['inspect', testBill('no_cost.parquet')]);
    expect(refused.status).toBe(1);
    expect(refused.stderr.toString()).toMatch(
      /no column with a date and none with a cost.* has: "RegionId"/,
    );
  });

  test('that is cut off is refused, and the reason told', () => {
    const whole = readFileSync(testBill('focus_small.zstd.parquet'));
    writeFileSync(inScratch('cut.parquet'), whole.subarray(0, 3000));
    const refused = runNode(['inspect', inScratch('cut.parquet')]);
    expect(refused.status).toBe(1);
    expect(refused.stderr.toString()).toMatch(/The Parquet file cannot be read/);
  });
});

const samples = existsSync(samplesFolder)
  ? readdirSync(samplesFolder).filter((name) => !/\.parquet$|^README|expected/.test(name))
  : [];
test.skipIf(samples.length === 0).each(samples.length === 0 ? ['(not there)'] : samples)(
  'the sample %s gives the same',
  (name) => {
    expectSame(['inspect', join(samplesFolder, name)]);
    expectSame(['detect', join(samplesFolder, name), '--format', 'csv']);
  },
);

describe('pipes', () => {
  test('a reader that goes away ends the program in silence', async () => {
    const program = spawn(process.execPath, [nodeProgram, 'generate'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let messages = '';
    program.stderr.on('data', (text) => {
      messages += text;
    });
    program.stdout.once('data', () => program.stdout.destroy());
    const status = await new Promise((resolve) => program.on('close', resolve));
    expect({ status, messages }).toEqual({ status: 141, messages: '' });
  });

  test('a reader that takes its time gets everything', async () => {
    const program = spawn(process.execPath, [nodeProgram, 'generate', '--days', '200'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const slices: Buffer[] = [];
    for await (const slice of program.stdout) {
      slices.push(slice as Buffer);
      if (slices.length % 40 === 1) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const natively = runNative(['generate', '--days', '200']).stdout;
    expect(Buffer.concat(slices).equals(natively)).toBe(true);
  });
});

test('the package can be installed and run without a network', () => {
  const npm = (args: string[], cwd: string): string => {
    const done = spawnSync('npm', [...args, '--silent', '--offline'], { cwd, encoding: 'utf8' });
    expect(done.status, done.stderr).toBe(0);
    return done.stdout;
  };
  const packed = npm(['pack', '--pack-destination', scratch], packageFolder).trim();
  npm(['install', '--prefix', scratch, '--no-audit', '--no-fund', inScratch(packed)], scratch);
  const args = ['expense-anomalies', 'detect', testBill('cost_explorer_daily.csv')];
  const ran = spawnSync('npx', ['--offline', ...args], { cwd: scratch, encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  expect(ran.stdout).toBe(runNative(args.slice(1)).stdout.toString());
  expect(runNode(['--version']).stdout.toString().trim()).toBe(version);
}, 60_000);
