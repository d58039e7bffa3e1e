// Columns that were told once for a header.
import { describe, expect, test } from 'vitest';
import { rememberColumns, rememberedColumns } from './known_columns';

class MapStore {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
}

const preview = [
  ['Report of May', ''],
  ['Kunde Meier', 'When', 'Much'],
  ['x', '2026-03-01', '1'],
];
const columns = { date: 'When', cost: 'Much' };

describe('columns told for a header', () => {
  test('are known for the next file with it, wherever it stands', () => {
    const store = new MapStore();
    rememberColumns(columns, preview, store);
    expect(rememberedColumns([['Report of June'], preview[1] ?? []], store)).toEqual(columns);
    expect(rememberedColumns([['Kunde Meier', 'When', 'Costs']], store)).toBeNull();
  });

  test('are kept as positions: no name of the bill is stored', () => {
    const store = new MapStore();
    rememberColumns(columns, preview, store);
    const text = [...store.kept.values()].join();
    expect(text).toContain('"date":1');
    for (const word of ['When', 'Much', 'Kunde', 'Meier']) expect(text).not.toContain(word);
  });

  test('told anew replace the earlier ones, and the oldest headers are forgotten', () => {
    const store = new MapStore();
    for (let header = 0; header < 60; header += 1) {
      rememberColumns({ date: 'a', cost: 'b' }, [['a', 'b', String(header)]], store);
    }
    rememberColumns({ date: 'b', cost: 'a' }, [['a', 'b', '59']], store);
    expect(rememberedColumns([['a', 'b', '59']], store)).toEqual({ date: 'b', cost: 'a' });
    expect(rememberedColumns([['a', 'b', '0']], store)).toBeNull();
    expect(rememberedColumns([['a', 'b', '58']], store)).not.toBeNull();
  });

  test('are asked about again where the browser keeps nothing', () => {
    const refusing = {
      getItem: () => 'no JSON',
      setItem: () => {
        throw new Error('full');
      },
    };
    rememberColumns(columns, preview, refusing);
    expect(rememberedColumns(preview, refusing)).toBeNull();
    expect(rememberedColumns(preview, null)).toBeNull();
  });
});
