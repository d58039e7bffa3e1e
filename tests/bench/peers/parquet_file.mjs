// Makes a Parquet file of the made-up report with DuckDB: `parquet_file.mjs FOLDER CSV PARQUET`, the four
// columns that a CUR of four columns would have, snappy, each row four times. Exit status 3: not installed.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, csv, parquet] = process.argv.slice(2);
if (!existsSync(`${folder}/node_modules/@duckdb/node-api`)) process.exit(3);
const { DuckDBInstance } = createRequire(resolve(folder, 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`
  copy (
    select "lineItem/UsageStartDate"::timestamp as line_item_usage_start_date,
      "product/ProductName" as product_product_name,
      "lineItem/UnblendedCost"::double as line_item_unblended_cost,
      "lineItem/LineItemType" as line_item_line_item_type
    from read_csv('${csv}', all_varchar = true), range(4)
  ) to '${parquet}' (format parquet, compression snappy)`);
process.stdout.write('{}');
