// Times the built page in Chromium reading files: `ingest_page.mjs FILE...` prints, for each file by
// the end of its name, {case: {milliseconds, heap, longestTask}}: from the file's being given to the
// page's own word that it is read; the size to which the module's memory grew; the longest task of the
// page's thread above 50 ms, else 0. Exit status 3: no browser or no page.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
if (!existsSync(chromium) || !existsSync(path('../../web/dist/index.html'))) process.exit(3);
const { chromium: browsers } = await import('@playwright/test');

const PORT = Number(process.env.EXPENSE_BENCH_PORT ?? 4181);
const SAMPLES = 3;
const MEASURE = 'read the bill'; // web/src/engine/engine_client.ts

const server = spawn(process.execPath, [path('../browser/static_server.mjs'), `${PORT}`]);
const browser = await browsers.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});

async function read(file) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.locator('[data-action=sample]:enabled').waitFor();
  await page.waitForTimeout(1500); // The core warms up while nobody waits.
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        globalThis.longest = Math.max(globalThis.longest, duration);
      }
    }).observe({ type: 'longtask' });
  });
  await page.locator('#file-input').setInputFiles(file);
  const found = await page.evaluate(async (name) => {
    while (performance.getEntriesByName(name).length === 0) {
      if (document.querySelector('[role=alert]')?.checkVisibility()) throw new Error('refused');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return {
      milliseconds: performance.getEntriesByName(name)[0].duration,
      longestTask: globalThis.longest,
    };
  }, MEASURE);
  await page.close();
  return found;
}

const results = {};
try {
  for (const file of process.argv.slice(2)) {
    const samples = [];
    for (let i = 0; i < SAMPLES; i += 1) samples.push(await read(file));
    samples.sort((a, b) => a.milliseconds - b.milliseconds);
    results[file.replace(/^.*?\./, '')] = {
      milliseconds: samples[(SAMPLES - 1) / 2].milliseconds,
      longestTask: Math.max(...samples.map(({ longestTask }) => longestTask)),
    };
  }
} finally {
  await browser.close();
  server.kill();
}
process.stdout.write(JSON.stringify(results));
