// Cells as bytes: the same texts as if each were written by itself.
import { describe, expect, test } from 'vitest';
import { CellBytes, CellWriter } from './cell_bytes';
import { csvCell } from './parquet_cells';

function written(values: readonly unknown[]): string[] {
  const bytes = new CellBytes(1);
  const writer = new CellWriter(undefined);
  for (const value of values) {
    writer.write(value, bytes);
    bytes.byte(0x0a);
  }
  return new TextDecoder().decode(bytes.take()).split('\n').slice(0, -1);
}

describe('cells as bytes', () => {
  test('are what each cell says, however often and in whatever order', () => {
    const values = [
      'a',
      'a',
      'b,"c"',
      null,
      'a',
      12n,
      true,
      'ü€',
      undefined,
      { k: 1n },
      12n,
      'b,"c"',
    ];
    expect(written(values)).toEqual(values.map(csvCell));
  });

  test('hold numbers as they are, to the last digit', () => {
    const numbers = [
      0,
      -0,
      1,
      -1,
      0.1,
      -0.1,
      0.5,
      1.25,
      99999.9999999999,
      99999.99999999999,
      123456.7,
      1e15,
      1e21,
      1e-6,
      9.9e-7,
      1e-7,
      0.0000010001,
      0.1 + 0.2,
      1 / 3,
      Math.PI,
      5e-324,
      4.1234567891,
      4.12345678912,
      Infinity,
      NaN,
      0.9999999999,
      0.99999999999,
      2 ** 53,
      1234.5,
      4503599627370495.5,
    ];
    expect(written(numbers)).toEqual(numbers.map(String));
  });

  test('hold numbers of any digits as they are', () => {
    const numbers: number[] = [];
    let state = 20181001;
    const next = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    for (let digits = 0; digits < 17; digits += 1) {
      for (let i = 0; i < 500; i += 1) {
        const size = 10 ** Math.floor(next() * 9 - 3);
        numbers.push(Number((next() * size).toFixed(digits)), -next() * size);
      }
    }
    expect(written(numbers)).toEqual(numbers.map(String));
  });

  test('are there anew after they were taken', () => {
    const bytes = new CellBytes(4);
    bytes.text('first');
    expect(new TextDecoder().decode(bytes.take())).toBe('first');
    bytes.text('2');
    expect(new TextDecoder().decode(bytes.take())).toBe('2');
  });
});
