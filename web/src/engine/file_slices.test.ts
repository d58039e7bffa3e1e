// Files in slices: plain and gzip, told apart by their first bytes and never by their name.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fileSlices, SLICE_BYTES } from './file_slices';

async function readAll(file: File): Promise<{ text: string; bytesRead: number; slices: number }> {
  const decoder = new TextDecoder();
  let text = '';
  let bytesRead = 0;
  let slices = 0;
  for await (const slice of fileSlices(file)) {
    text += decoder.decode(slice.bytes, { stream: true });
    bytesRead = slice.bytesRead;
    slices += 1;
  }
  return { text, bytesRead, slices };
}

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'bill.csv'): File =>
  new File([content], name);

describe('file slices', () => {
  test('a plain file arrives whole', async () => {
    const text = 'date,cost\n2026-01-01,5\n';
    expect(await readAll(fileOf(text))).toMatchObject({ text, bytesRead: text.length });
  });

  test('an empty file has no slices', async () => {
    expect(await readAll(fileOf(''))).toEqual({ text: '', bytesRead: 0, slices: 0 });
  });

  test('a file larger than one buffer comes in order', async () => {
    const text = Array.from({ length: 400_000 }, (_, row) => `${row},1\n`).join('');
    expect(text.length).toBeGreaterThan(2 * SLICE_BYTES);
    const read = await readAll(fileOf(text));
    expect(read.text === text).toBe(true);
    expect(read.slices).toBeGreaterThan(2);
  });

  test('gzip is unpacked whatever the file is called, and progress counts packed bytes', async () => {
    const text = 'date,cost\n'.repeat(1000);
    const packed = new Uint8Array(gzipSync(text));
    const read = await readAll(fileOf(packed, 'bill.csv'));
    expect(read.text).toBe(text);
    expect(read.bytesRead).toBe(packed.length);
  });

  test('a file called .gz that is plain text is read as it is', async () => {
    expect((await readAll(fileOf('a,b\n', 'bill.csv.gz'))).text).toBe('a,b\n');
  });

  test('damaged gzip says which file and what to do', async () => {
    const packed = new Uint8Array(gzipSync('date,cost\n'.repeat(1000))).slice(0, 30);
    await expect(readAll(fileOf(packed, 'cut.csv.gz'))).rejects.toMatchObject({
      error: { code: 'damaged_gzip', file: 'cut.csv.gz' },
    });
  });
});
