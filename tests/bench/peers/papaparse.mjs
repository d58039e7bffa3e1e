// Times PapaParse on a cost and usage report that lies in memory, adding up the cost by day and
// service: `papaparse.mjs FOLDER FILE`, FOLDER with the node_modules that scripts/setup bench makes.
// Prints {case: {milliseconds, rows}}; exit status 3: not installed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, file] = process.argv.slice(2);
if (!existsSync(`${folder}/node_modules/papaparse`)) process.exit(3);
const Papa = createRequire(resolve(folder, 'package.json'))('papaparse');
const text = readFileSync(file, 'utf8');

function read() {
  let columns = null;
  let rows = 0;
  const sums = new Map();
  Papa.parse(text, {
    skipEmptyLines: true,
    step: ({ data }) => {
      if (columns === null) {
        columns = ['lineItem/UsageStartDate', 'product/ProductName', 'lineItem/UnblendedCost'].map(
          (name) => data.indexOf(name),
        );
        return;
      }
      const [day, service, cost] = columns.map((column) => data[column]);
      const key = `${day.slice(0, 10)} ${service}`;
      sums.set(key, (sums.get(key) ?? 0) + Number(cost));
      rows += 1;
    },
  });
  return rows;
}

const start = performance.now();
const rows = read();
process.stdout.write(JSON.stringify({ csv: { milliseconds: performance.now() - start, rows } }));
