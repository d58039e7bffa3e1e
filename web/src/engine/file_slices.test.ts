// Files in slices, as they lie on the disk.
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

const fileOf = (content: string): File => new File([content], 'bill.csv');

describe('file slices', () => {
  test('a file arrives whole', async () => {
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
});
