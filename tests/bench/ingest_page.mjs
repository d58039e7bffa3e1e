// Times the built page in Chromium reading a file: `ingest_page.mjs FILE` prints {csv or parquet:
// {milliseconds, rows, longest_task}}: from the file's being given to the page's own word that it is read; the longest
// task of the page's thread above 50 ms meanwhile, else 0. Exit status 3: no browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(chromium)) process.exit(3);
const { chromium: browsers } = await import('@playwright/test');

const PORT = Number(process.env.EXPENSE_TEST_PORT ?? 4181);
const SAMPLES = 3;
const WARM_UP_MS = 1500; // The page warms the core up while nobody waits.

const script = fileURLToPath(new URL('../browser/static_server.mjs', import.meta.url));
const server = spawn(process.execPath, [script, `${PORT}`]);
const browser = await browsers.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});

async function read(file) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.locator('[data-action=sample]:enabled').waitFor();
  await page.waitForTimeout(WARM_UP_MS);
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        globalThis.longest = Math.max(globalThis.longest, duration);
      }
    }).observe({ type: 'longtask' });
  });
  await page.locator('#file-input').setInputFiles(file);
  // The page's own measure: web/src/engine/engine_client.ts.
  const isRead = () => performance.getEntriesByName('read the bill').length > 0;
  await page.waitForFunction(isRead, null, { polling: 50, timeout: 60_000 });
  const found = await page.evaluate(() => ({
    milliseconds: performance.getEntriesByName('read the bill')[0].duration,
    longest_task: globalThis.longest,
  }));
  await page.locator('#headline').waitFor();
  const facts = await page.locator('.facts-list > div').allTextContents();
  const rows = facts.find((fact) => fact.startsWith('Rows'))?.replace(/\D/g, '');
  await page.close();
  return { ...found, rows: Number(rows) };
}

try {
  const samples = [];
  for (let i = 0; i < SAMPLES; i += 1) samples.push(await read(process.argv[2]));
  samples.sort((a, b) => a.milliseconds - b.milliseconds);
  const longest = Math.max(...samples.map(({ longest_task }) => longest_task));
  const found = { ...samples[(SAMPLES - 1) / 2], longest_task: Math.round(longest) };
  const kind = process.argv[2].endsWith('.parquet') ? 'parquet' : 'csv';
  process.stdout.write(JSON.stringify({ [kind]: found }));
} finally {
  await browser.close();
  server.kill();
}
