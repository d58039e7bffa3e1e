// Times PapaParse in a worker and DuckDB-WASM in Chromium on a cost and usage report that is chosen as
// a file, adding up the cost by day and service: `page.mjs FOLDER NAME FILE`, NAME papaparse or duckdb,
// FOLDER with the node_modules that scripts/setup bench makes. Prints {case: {milliseconds, rows}};
// exit status 3: not installed.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, name, file] = process.argv.slice(2);
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const modules = resolve(folder, 'node_modules');
const needed = { papaparse: 'papaparse', duckdb: '@duckdb/duckdb-wasm' }[name];
if (!existsSync(chromium) || !existsSync(`${modules}/${needed}`)) process.exit(3);
const { chromium: browsers } = await import('@playwright/test');

const COLUMNS = ['lineItem/UsageStartDate', 'product/ProductName', 'lineItem/UnblendedCost'];

const papaWorker = `
importScripts('/modules/papaparse/papaparse.min.js');
onmessage = ({ data: file }) => {
  let columns = null;
  let rows = 0;
  const sums = new Map();
  Papa.parse(file, {
    skipEmptyLines: true,
    step: ({ data }) => {
      if (columns === null) {
        columns = ${JSON.stringify(COLUMNS)}.map((name) => data.indexOf(name));
        return;
      }
      const [day, service, cost] = columns.map((column) => data[column]);
      const key = day.slice(0, 10) + ' ' + service;
      sums.set(key, (sums.get(key) ?? 0) + Number(cost));
      rows += 1;
    },
    complete: () => postMessage(rows),
  });
};`;

const pages = {
  papaparse: `globalThis.read = (file) => new Promise((resolve) => {
    const worker = new Worker('/papa_worker.js');
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(file);
  });
  globalThis.isReady = true;`,
  duckdb: `import * as duckdb from '/duckdb.js';
  const dist = new URL('/modules/@duckdb/duckdb-wasm/dist/', location.href).href;
  const worker = new Worker(dist + 'duckdb-browser-eh.worker.js');
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(dist + 'duckdb-eh.wasm');
  globalThis.read = async (file) => {
    const protocol = duckdb.DuckDBDataProtocol.BROWSER_FILEREADER;
    await db.registerFileHandle('cur.csv', file, protocol, true);
    const connection = await db.connect();
    const table = await connection.query(\`with cells as (
      select "${COLUMNS[0]}"[:10] as day, "${COLUMNS[1]}" as service,
        "${COLUMNS[2]}"::decimal(28, 12) as cost
      from read_csv('cur.csv', all_varchar = true))
      select day, service, sum(cost) as cost, count(*) as rows from cells group by all\`);
    return table.toArray().reduce((sum, group) => sum + Number(group.rows), 0);
  };
  globalThis.isReady = true;`,
};

/** DuckDB's client and what it imports as one script. */
async function bundled() {
  const { rolldown } = await import('rolldown');
  const input = createRequire(resolve(folder, 'package.json')).resolve(
    '@duckdb/duckdb-wasm/dist/duckdb-browser.mjs',
  );
  const bundle = await rolldown({ input, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
}

const types = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };
const files = {
  '/': () => `<!doctype html><input type="file"><script type="module">${pages[name]}</script>`,
  '/papa_worker.js': () => papaWorker,
  '/duckdb.js': bundled,
};
const server = createServer(async ({ url }, response) => {
  try {
    const body = await (files[url]?.() ?? readFile(resolve(modules, url.replace('/modules/', ''))));
    const type = url === '/' ? 'html' : url.split('.').at(-1);
    response.writeHead(200, { 'content-type': types[type] ?? 'application/octet-stream' });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await browsers.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator('input').setInputFiles(file);
  await page.waitForFunction(() => globalThis.isReady, null, { timeout: 60_000 });
  const found = await page.evaluate(async () => {
    const start = performance.now();
    const rows = await globalThis.read(document.querySelector('input').files[0]);
    return { milliseconds: performance.now() - start, rows };
  });
  process.stdout.write(JSON.stringify({ csv: found }));
} finally {
  await browser.close();
  server.close();
}
