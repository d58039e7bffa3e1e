// A table of which it is known which columns it has, and the expressions that all queries are made of.

/** What rows are told apart by, beside the day. */
export const DIMENSIONS = [
  'service',
  'account_id',
  'account_name',
  'region',
  'usage_type',
  'charge_type',
  'currency',
];

export class Table {
  /** @param {import('./dialects.mjs').Dialect} dialect @param {readonly string[]} columns */
  constructor(dialect, columns) {
    this.dialect = dialect;
    this.columns = new Set(columns);
    this.zero = `CAST(0 AS ${dialect.money})`;
  }

  has(column) {
    return this.columns.has(column);
  }

  /** An exact amount; nothing said means 0. */
  money(column) {
    return this.has(column) ? `COALESCE(CAST(${column} AS ${this.dialect.money}), 0)` : this.zero;
  }

  /** What a column says; '' where it is missing or says nothing. */
  text(column) {
    return this.has(column) ? `COALESCE(${column}, '')` : `''`;
  }

  /** What the first column says that says anything, then the first of `others`. */
  firstSaid(columns, ...others) {
    const said = columns.filter((column) => this.has(column)).map((name) => `NULLIF(${name}, '')`);
    return `COALESCE(${[...said, ...others, `''`].join(', ')})`;
  }
}

/** Id and name of the first of two accounts of which the row says anything. */
export function accountColumns(table, [first, second]) {
  const isSaid = `${table.text(first.id)} <> '' OR ${table.text(first.name)} <> ''`;
  return ['id', 'name'].map(
    (part) =>
      `CASE WHEN ${isSaid} THEN ${table.text(first[part])} ELSE ${table.text(second[part])} END AS account_${part}`,
  );
}
