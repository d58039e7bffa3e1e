// Benchmark of the sample bill in the browser: first chart, complete answer, longest blocked moment.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { BillPage } from './bill_page';

const RUNS = 5;
/** Printed beside the figures, not enforced: other work on the machine would make it a matter of luck. */
const BUDGET = { firstChartMs: 1000, completeMs: 3000, longestTaskMs: 50 };

interface Measured {
  readonly firstChart: number;
  readonly complete: number;
  /** Longest task of the page's thread between click and answer; 0 when none passed 50 ms. */
  readonly longestTask: number;
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('sample bill, from click to answer', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const runs: Measured[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const page = await context.newPage();
    await new BillPage(page).open();
    await page.waitForTimeout(500);
    runs.push(await page.evaluate(measureSample));
    await context.close();
  }
  const result = {
    runs: RUNS,
    firstChartMs: Math.round(median(runs.map((one) => one.firstChart))),
    completeMs: Math.round(median(runs.map((one) => one.complete))),
    // "Never more than 50 ms" is said of every run: a median would hide the one that broke it.
    longestTaskMs: Math.round(Math.max(...runs.map((one) => one.longestTask))),
  };
  const text = `${JSON.stringify({ ...result, budget: BUDGET })}\n`;
  process.stdout.write(
    `sample bill in the browser, medians and the longest task of all runs: ${text}`,
  );
  writeFileSync(fileURLToPath(new URL('../../build/browser_bench.json', import.meta.url)), text);
});

/** Runs in the page. A chart counts once the frame after its drawing has begun; Chart.js then has set a style. */
async function measureSample(): Promise<Measured> {
  let longestTask = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longestTask = Math.max(longestTask, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (selector: string): Promise<void> => {
    while (document.querySelector(selector) === null) await frame();
    await frame();
  };
  const start = performance.now();
  document.querySelector<HTMLButtonElement>('[data-action=sample]')?.click();
  await until('.chart-surface canvas[style]');
  const firstChart = performance.now() - start;
  await until('#headline');
  const complete = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { firstChart, complete, longestTask };
}
