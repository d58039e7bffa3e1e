// Writes the queries that reduce the bill of a large organisation to a daily table which this program
// reads: `node scripts/sql/generate.mjs` writes all of them, for tables with all columns;
// `node scripts/sql/generate.mjs athena cur_legacy column,column,...` prints one for a table that has
// just these columns.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CUR_2_COLUMNS, curQuery, LEGACY_CUR_COLUMNS } from './aws_cur_query.mjs';
import { DIALECTS } from './dialects.mjs';
import { FOCUS_COLUMNS, focusQuery } from './focus_query.mjs';

const FORMATS = {
  cur_2: {
    title: 'AWS Cost and Usage Report 2.0 (Data Exports)',
    columns: CUR_2_COLUMNS,
    query: curQuery,
  },
  cur_legacy: {
    title: 'AWS Cost and Usage Report, legacy',
    columns: LEGACY_CUR_COLUMNS,
    query: curQuery,
  },
  focus: { title: 'FOCUS 1.0 to 1.3', columns: FOCUS_COLUMNS, query: focusQuery },
};

/** @returns {string} the query; `columns` are those of the table, by default all that are known. */
export function reducingQuery(dialectName, formatName, columns = FORMATS[formatName].columns) {
  const dialect = DIALECTS[dialectName];
  const { title, query } = FORMATS[formatName];
  return `-- ${title}, added up by day, for ${dialect.title}.
-- Put the name of your table for your_table, and perhaps a WHERE for the months you want; run it with the
-- session's time zone set to UTC; export the result as CSV and open that.
-- Columns that your table lacks: node scripts/sql/generate.mjs ${dialectName} ${formatName} the,columns,it,has
-- The totals are those of reading the bill itself. What may differ: texts that are blank or say "null"
-- stay as they are; amounts are rounded to twelve decimals row by row; operations are not told apart.
-- Made by scripts/sql/generate.mjs: change it there.
${query(dialect, columns)}`;
}

/** All files, by their path below this folder. */
export function allQueries() {
  const files = new Map();
  for (const dialect of Object.keys(DIALECTS)) {
    for (const format of Object.keys(FORMATS)) {
      files.set(`${dialect}/${format}.sql`, reducingQuery(dialect, format));
    }
  }
  return files;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [dialect, format, columns] = process.argv.slice(2);
  if (dialect !== undefined) {
    process.stdout.write(reducingQuery(dialect, format, columns?.split(',')));
  } else {
    for (const [path, text] of allQueries()) {
      const file = new URL(path, import.meta.url);
      mkdirSync(new URL('.', file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
