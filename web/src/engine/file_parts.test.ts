// What is packed, unpacked: told by its first bytes and never by its name, whole and damaged.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fileParts, type ParquetRows } from './file_parts';
import { UnreadableParquet } from './parquet_port';
import { parquetRows } from './parquet_rows';

interface Found {
  readonly files: { name: string; text: string }[];
  readonly damage: string[];
  bytesRead: number;
}

const noParquet = (): never => {
  throw new Error('no Parquet here');
};

async function read(file: File, parquetRows: ParquetRows = noParquet): Promise<Found> {
  const found: Found = { files: [], damage: [], bytesRead: 0 };
  let decoder = new TextDecoder();
  let isOpen = false;
  for await (const { part, bytesRead } of fileParts(file, parquetRows)) {
    found.bytesRead = bytesRead;
    if (part.kind === 'open') {
      expect(isOpen).toBe(false);
      isOpen = true;
      decoder = new TextDecoder();
      found.files.push({ name: part.name, text: '' });
    }
    const last = found.files.at(-1);
    if (part.kind === 'bytes' && last !== undefined) {
      expect(isOpen).toBe(true);
      last.text += decoder.decode(part.bytes, { stream: true });
    }
    if (part.kind === 'close') isOpen = false;
    if (part.kind === 'damaged') found.damage.push(`${part.name}: ${part.what}`);
  }
  expect(isOpen).toBe(false);
  return found;
}

const fileOf = (content: string | Uint8Array, name = 'bill.csv'): File =>
  new File([content as Uint8Array<ArrayBuffer>], name);
const gzipped = (text: string): Uint8Array => new Uint8Array(gzipSync(text));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Text that cannot be packed into a few bytes. */
const rows = (count: number): string =>
  Array.from({ length: count }, (_, row) => `${row},${(row * 7919) % 100_003}\n`).join('');
function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

describe('gzip', () => {
  test('is unpacked whatever the file is called, and progress counts packed bytes', async () => {
    const text = rows(50_000);
    const packed = gzipped(text);
    const found = await read(fileOf(packed));
    expect(found.files).toEqual([{ name: 'bill.csv', text }]);
    expect(found.bytesRead).toBe(packed.length);
    expect(found.damage).toEqual([]);
  });

  test('a file called .gz that is plain text is read as it is', async () => {
    expect((await read(fileOf('a,b\n', 'bill.csv.gz'))).files).toEqual([
      { name: 'bill.csv.gz', text: 'a,b\n' },
    ]);
  });

  test.each([2, 3, 40])('of %i members is read to its end', async (members) => {
    const texts = Array.from({ length: members }, (_, member) => `${member}\n${rows(3000)}`);
    const found = await read(fileOf(joined(...texts.map(gzipped))));
    expect(found.files.map(({ text }) => text === texts.join(''))).toEqual([true]);
    expect(found.damage).toEqual([]);
  });

  test.each([0.3, 0.9, 0.999])(
    'that is cut at %f of it gives what comes before, and says so',
    async (at) => {
      const text = rows(200_000);
      const packed = gzipped(text);
      const found = await read(fileOf(packed.slice(0, packed.length * at), 'cut.csv.gz'));
      const [file] = found.files;
      expect(text.startsWith(file?.text ?? '?')).toBe(true);
      expect(file?.text.length).toBeGreaterThan(text.length * (at - 0.1));
      expect(found.damage).toEqual([expect.stringMatching(/^cut\.csv\.gz: .*cut off at its end/)]);
    },
  );

  test('of two members whose second is cut gives the first whole', async () => {
    const second = gzipped(rows(3000));
    const found = await read(fileOf(joined(gzipped('first\n'), second.slice(0, 500))));
    expect(found.files[0]?.text.startsWith('first\n0,0\n')).toBe(true);
    expect(found.damage).toHaveLength(1);
  });

  test('with a wrong checksum is given and said to be damaged', async () => {
    const packed = gzipped(rows(1000));
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
    const found = await read(fileOf(packed));
    expect(found.files[0]?.text).toBe(rows(1000));
    expect(found.damage).toEqual([expect.stringContaining('is damaged')]);
  });

  test.each([0, 1, 2])(
    'of three members says that the checksum of the %ith is wrong',
    async (at) => {
      const members = [0, 1, 2].map((member) => gzipped(`${member}\n${rows(3000)}`));
      const damaged = members[at] ?? new Uint8Array(0);
      damaged[damaged.length - 8] = (damaged[damaged.length - 8] ?? 0) ^ 1;
      const found = await read(fileOf(joined(...members)));
      expect(found.files[0]?.text).toHaveLength(3 * (2 + rows(3000).length));
      expect(found.damage).toEqual([
        'bill.csv: the gzip data is damaged: its checksum is wrong, so totals may be wrong',
      ]);
    },
  );

  test('with other bytes behind it is given and that is said', async () => {
    const found = await read(fileOf(joined(gzipped('a,b\n'), bytesOf('garbage'))));
    expect(found.files).toEqual([{ name: 'bill.csv', text: 'a,b\n' }]);
    expect(found.damage).toEqual([expect.stringContaining('stand other bytes')]);
  });

  test('of which nothing can be unpacked is a failure', async () => {
    await expect(read(fileOf(gzipped(rows(1000)).slice(0, 12)))).rejects.toMatchObject({
      error: { code: 'unreadable_file', file: 'bill.csv' },
    });
  });

  test('of nothing is an empty file', async () => {
    expect((await read(fileOf(gzipped('')))).files).toEqual([{ name: 'bill.csv', text: '' }]);
  });
});

const TABLE_ENTRY = 'PK\x01\x02';

describe('zip', () => {
  const bundle = new Uint8Array(
    readFileSync(new URL('../../../tests/data/bills/bundle.zip', import.meta.url)),
  );

  test('gives its files one by one, unpacked again where they are packed', async () => {
    const found = await read(fileOf(bundle, 'bundle.zip'));
    expect(found.files.map(({ name }) => name)).toEqual([
      'bundle.zip/jan.csv',
      'bundle.zip/sub/märz.csv.gz',
      'bundle.zip/photo.png',
    ]);
    expect(found.files[1]?.text).toMatch(/^service,cost,date\n/);
    expect(found.damage).toEqual([]);
  });

  test('is unpacked inside gzip and inside another zip', async () => {
    const inner = await read(fileOf(bundle, 'b.zip'));
    const packed = await read(fileOf(new Uint8Array(gzipSync(bundle)), 'b.zip'));
    const nested = await read(fileOf(zipSync({ 'in.zip': bundle }), 'out.zip'));
    const texts = ({ files }: Found): string[] => files.map(({ text }) => text);
    expect(texts(packed)).toEqual(texts(inner));
    expect(texts(nested)).toEqual(texts(inner));
    expect(nested.files[0]?.name).toBe('out.zip/in.zip/jan.csv');
  });

  test('stored without compression is read as well', async () => {
    const text = rows(100_000);
    const packed = zipSync({ 'a.csv': bytesOf(text), 'b.csv': bytesOf('x\n') }, { level: 0 });
    const { files } = await read(fileOf(packed, 'a.zip'));
    expect(files.map((file) => file.text.length)).toEqual([text.length, 2]);
  });

  test.each([0, 6])(
    'whose bytes are not those of its table (level %i) gives all and says which',
    async (level) => {
      const texts = { 'a.csv': rows(2000), 'b.csv': rows(3000), 'c.csv': rows(10) };
      const entries = Object.entries(texts).map(([name, text]) => [name, bytesOf(text)]);
      const packed = zipSync(Object.fromEntries(entries), { level: level as 0 | 6 });
      const table = Buffer.from(packed);
      const second = table.indexOf(TABLE_ENTRY, table.indexOf(TABLE_ENTRY) + 1);
      packed[second + 16] = (packed[second + 16] ?? 0) ^ 1;
      const found = await read(fileOf(packed, 'z.zip'));
      expect(found.files.map(({ text }) => text)).toEqual(Object.values(texts));
      expect(found.damage).toEqual([
        'z.zip/b.csv: the file is damaged: its checksum is wrong, so totals may be wrong',
      ]);
    },
  );

  test('that was written as a stream, sizes behind the data, is compared as well', async () => {
    const slices: Uint8Array[] = [];
    const zip = new Zip((_, bytes) => slices.push(bytes));
    for (const name of ['a.csv', 'b.csv']) {
      const file = new ZipDeflate(name);
      zip.add(file);
      file.push(bytesOf(rows(5000)), true);
    }
    zip.end();
    const whole = joined(...slices);
    expect((await read(fileOf(whole, 'z.zip'))).damage).toEqual([]);
    const entry = Buffer.from(whole).lastIndexOf(TABLE_ENTRY);
    whole[entry + 16] = (whole[entry + 16] ?? 0) ^ 1;
    expect((await read(fileOf(whole, 'z.zip'))).damage).toEqual([
      expect.stringMatching(/^z\.zip\/b\.csv: .*checksum/),
    ]);
  });

  test('that is cut gives the files before the cut, and says so', async () => {
    const found = await read(fileOf(bundle.slice(0, 1200), 'cut.zip'));
    expect(found.files[0]?.name).toBe('cut.zip/jan.csv');
    expect(found.files[0]?.text.length).toBeGreaterThan(4000);
    expect(found.damage).toHaveLength(1);
  });

  test('without a file that could be a bill is a failure', async () => {
    const packed = zipSync({ 'x-Manifest.json': bytesOf('{}'), '__MACOSX/._a': bytesOf('x') });
    await expect(read(fileOf(packed, 'none.zip'))).rejects.toMatchObject({
      error: { code: 'empty_input', file: 'none.zip' },
    });
  });

  test('that is a workbook is given as it is: the core names it', async () => {
    const workbook = zipSync({ '[Content_Types].xml': bytesOf('<x/>') });
    const { files } = await read(fileOf(workbook, 'book.xlsx'));
    expect(files).toHaveLength(1);
    expect(files[0]?.text.startsWith('PK')).toBe(true);
  });
});

describe('Parquet inside', () => {
  const parquet = new Uint8Array(
    readFileSync(new URL('../../../tests/data/bills/focus_small.zstd.parquet', import.meta.url)),
  );
  const readRows: ParquetRows = async function* (file) {
    try {
      yield* parquetRows(file);
    } catch (cause) {
      throw new UnreadableParquet(file, String(cause));
    }
  };

  test('a zip is read as rows, beside other files', async () => {
    const packed = zipSync({
      'a.csv': bytesOf('x\n'),
      'b.parquet': parquet,
      'c.csv': bytesOf('y\n'),
    });
    const found = await read(fileOf(packed, 'z.zip'), readRows);
    expect(found.files.map(({ name }) => name)).toEqual([
      'z.zip/a.csv',
      'z.zip/b.parquet',
      'z.zip/c.csv',
    ]);
    expect(found.files[1]?.text.split('\n')).toHaveLength(123);
    expect(found.damage).toEqual([]);
  });

  test('gzip is read as rows', async () => {
    const found = await read(fileOf(new Uint8Array(gzipSync(parquet)), 'b.parquet.gz'), readRows);
    expect(found.files.map(({ text }) => text.split('\n').length)).toEqual([123]);
  });

  test('a zip, cut off, is named, and the other files are read', async () => {
    const packed = zipSync({ 'a.parquet': parquet.slice(0, 3000), 'b.csv': bytesOf('x\n') });
    const found = await read(fileOf(packed, 'z.zip'), readRows);
    expect(found.files).toEqual([{ name: 'z.zip/b.csv', text: 'x\n' }]);
    expect(found.damage).toEqual([
      expect.stringMatching(/^z\.zip\/a\.parquet: the Parquet file cannot be read/),
    ]);
  });
});
