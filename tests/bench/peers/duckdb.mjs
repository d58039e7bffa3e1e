// Times DuckDB (native, all cores) on a cost and usage report, adding up the cost by day and service:
// `duckdb.mjs FOLDER FILE`, FOLDER with the node_modules that scripts/setup bench makes. Prints
// {case: {milliseconds, rows, total}}; exit status 3: not installed.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, file] = process.argv.slice(2);
if (!existsSync(`${folder}/node_modules/@duckdb/node-api`)) process.exit(3);
const { DuckDBInstance } = createRequire(resolve(folder, 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();

const SAMPLES = 3;
// All columns as text and only the needed ones converted, which is the quickest way.
const query = `
  with cells as (
    select "lineItem/UsageStartDate"[:10] as day, "product/ProductName" as service,
      "lineItem/UnblendedCost"::decimal(28, 12) as cost
    from read_csv('${file}', all_varchar = true))
  select day, service, sum(cost) as cost, count(*) as rows from cells group by all`;

const samples = [];
let groups = [];
for (let i = 0; i < SAMPLES; i += 1) {
  const start = performance.now();
  groups = (await connection.runAndReadAll(query)).getRowObjectsJson();
  samples.push(performance.now() - start);
}
samples.sort((a, b) => a - b);
const rows = groups.reduce((sum, group) => sum + Number(group.rows), 0);
process.stdout.write(JSON.stringify({ csv: { milliseconds: samples[(SAMPLES - 1) / 2], rows } }));
