// The columns that a person told for files of one header. Kept in this browser as positions under a
// fingerprint of the header: nothing of the bill can be read from it.
import type { Preview, Reading } from '../engine/protocol';
import { rowNaming } from '../format/column_roles';

type Columns = Reading['columns'];
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'expense-anomalies.columns';
const MOST_KEPT = 50;

/** Role to position, by the fingerprint of the header. */
type Kept = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Remembers the columns for files with the header that has them. */
export function rememberColumns(columns: Columns, preview: Preview, store = browserStore()): void {
  const header = preview[rowNaming(preview, columns)];
  if (header === undefined || store === null) return;
  const positions = Object.fromEntries(
    Object.entries(columns).map(([role, name]) => [role, header.indexOf(name)]),
  );
  const others = Object.entries(keptIn(store)).filter(([key]) => key !== fingerprint(header));
  const newest = [...others.slice(1 - MOST_KEPT), [fingerprint(header), positions]];
  try {
    store.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // The browser keeps nothing: the next file is asked about again.
  }
}

/** The columns that were told for one of these records; null when none was. */
export function rememberedColumns(preview: Preview, store = browserStore()): Columns | null {
  if (store === null) return null;
  const kept = keptIn(store);
  for (const row of preview) {
    const positions = kept[fingerprint(row)];
    if (positions === undefined) continue;
    return Object.fromEntries(
      Object.entries(positions).map(([role, position]) => [role, row[position] ?? '']),
    );
  }
  return null;
}

function keptIn(store: Store): Kept {
  try {
    return JSON.parse(store.getItem(KEY) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

function browserStore(): Store | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** FNV-1a of the names, 32 bits: a fingerprint to tell headers apart, not to hide them. */
function fingerprint(row: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const char of row.join('\u0000')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return `${row.length}-${(hash >>> 0).toString(16)}`;
}
