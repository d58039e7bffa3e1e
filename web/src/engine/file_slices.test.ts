// Files in slices, as they lie on the disk.
import { describe, expect, test } from 'vitest';
import { fileSlices, SLICE_BYTES, STRETCH_BYTES } from './file_slices';

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

  describe('of a file that is read in stretches', () => {
    /** Every slice of it is filled with its own number. */
    const pieces = Array.from({ length: (4.5 * STRETCH_BYTES) / SLICE_BYTES }, (_, number) =>
      new Uint8Array(SLICE_BYTES).fill(number),
    );
    const file = new File([...pieces, new Uint8Array([7, 8, 9])], 'large.csv');

    test('all come, and in order', async () => {
      let bytesRead = 0;
      for await (const slice of fileSlices(file)) {
        const number = bytesRead / SLICE_BYTES;
        const expected = pieces[number] ?? new Uint8Array([7, 8, 9]);
        expect(Buffer.compare(slice.bytes, expected)).toBe(0);
        bytesRead += slice.bytes.length;
        expect(slice.bytesRead).toBe(bytesRead);
      }
      expect(bytesRead).toBe(file.size);
    });

    test('one may stop at any of them', async () => {
      let slices = 0;
      for await (const _ of fileSlices(file)) {
        slices += 1;
        if (slices === 20) break;
      }
      expect(slices).toBe(20);
    });
  });
});
