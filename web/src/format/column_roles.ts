// The roles that columns of a plain table can play, and a first guess which plays which.
import type { Preview } from '../engine/protocol';

/** Role to the name of its column. */
export type Roles = Readonly<Record<string, string>>;

interface ColumnRole {
  readonly role: string;
  readonly label: string;
  readonly isNeeded: boolean;
  /** In lower case, parts of names that such columns have. */
  readonly hints: readonly string[];
}

export const COLUMN_ROLES: readonly ColumnRole[] = [
  {
    role: 'date',
    label: 'Date',
    isNeeded: true,
    hints: ['date', 'day', 'datum', 'time', 'start', 'tag', 'fecha', 'jour'],
  },
  {
    role: 'cost',
    label: 'Cost',
    isNeeded: true,
    hints: ['cost', 'amount', 'total', 'net', 'usd', 'kosten', 'betrag'],
  },
  { role: 'currency', label: 'Currency', isNeeded: false, hints: ['currency'] },
  { role: 'service', label: 'Service', isNeeded: false, hints: ['service', 'product'] },
  { role: 'account', label: 'Account', isNeeded: false, hints: ['account', 'project'] },
  { role: 'region', label: 'Region', isNeeded: false, hints: ['region', 'location'] },
  { role: 'usage_type', label: 'Usage type', isNeeded: false, hints: ['usage type', 'sku'] },
];

/** The row with the most filled cells that are no numbers, the first of these: names are words. */
export function headerRow(preview: Preview): number {
  const words = preview.map((row) => row.filter((cell) => /\p{L}/u.test(cell)).length);
  return Math.max(0, words.indexOf(Math.max(...words)));
}

/** The first row that names all of these columns; -1 when none does, or there are no columns. */
export function rowNaming(preview: Preview, roles: Roles): number {
  const names = Object.values(roles);
  if (names.length === 0) return -1;
  return preview.findIndex((row) => names.every((name) => row.includes(name)));
}

export function guessedRoles(header: readonly string[]): Roles {
  const free = new Set(header);
  const roles: Record<string, string> = {};
  for (const { role, hints } of COLUMN_ROLES) {
    const found = hints
      .map((hint) => [...free].find((name) => name.toLowerCase().includes(hint)))
      .find((name) => name !== undefined);
    if (found === undefined) continue;
    roles[role] = found;
    free.delete(found);
  }
  return roles;
}

/** Whether every role that is needed has a column. */
export function isComplete(roles: Roles): boolean {
  return COLUMN_ROLES.every(({ role, isNeeded }) => !isNeeded || (roles[role] ?? '') !== '');
}
