// Nothing leaves the browser: no request after load, no network needed, and the policy refuses planted ones.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page, Worker } from '@playwright/test';
import { billWithAnomalies, csvFile, type TestFile } from './bills';
import { expect, test } from './page_test';

const good = csvFile('secret-name.csv', billWithAnomalies());

const dataFile = (name: string): TestFile =>
  csvFile(name, readFileSync(fileURLToPath(new URL(`../data/bills/${name}`, import.meta.url))));

/** A beacon is sent when the browser finds the time: so long it gets before we say none came. */
const BEACON_MS = 500;

/** The address is of the page's own host and a file's name: nothing of the bill or of a choice is in it. */
function expectOwnFile(url: string | undefined, name: RegExp, baseURL: string | undefined): void {
  const address = new URL(url ?? '');
  expect(address.origin).toBe(baseURL);
  expect(address.pathname).toMatch(name);
  expect(address.search + address.hash).toBe('');
}

/** Faults but for those of a network that was switched off. */
const otherFaults = (faults: string[]): string[] =>
  faults.splice(0).filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault));

test('from load to report not one request is made', async ({ bill, page }) => {
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await bill.sampleResult();
  await bill.result(good);
  await bill.rows.first().click();
  await page.getByRole('button', { name: 'Table' }).click();
  expect(requests).toEqual([]);
});

test('the file of holidays is requested once, by choice, and nothing else is', async ({
  bill,
  page,
  baseURL,
}) => {
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await bill.result(good);
  await bill.holidays.selectOption('None');
  await expect(bill.headline).toBeVisible();
  await bill.holidays.focus();
  await page.keyboard.press('ArrowDown');
  await expect(bill.headline).toBeVisible();
  expect(requests).toEqual([]);
  await bill.chooseHolidaysOf('Germany');
  await bill.holidayRegion.selectOption('Bayern');
  await expect(bill.headline).toBeVisible();
  await bill.holidays.selectOption('France');
  await expect(bill.headline).toBeVisible();
  await bill.result(csvFile('another.csv', billWithAnomalies()));
  expect(requests).toHaveLength(1);
  expectOwnFile(requests[0], /^\/assets\/country_holidays-[\w-]+\.js$/, baseURL);
});

test('the reader of Parquet is requested once, with the first such file, and nothing else is', async ({
  bill,
  page,
  baseURL,
}) => {
  const requests: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await bill.result(csvFile('packed.csv.gz', gzipSync(good.buffer)));
  await bill.result(dataFile('bundle.zip'));
  expect(requests).toEqual([]);
  await bill.result(dataFile('focus_small.snappy.parquet'));
  await bill.result(dataFile('focus_small.zstd.parquet'));
  const loaded = requests.filter((url) => !url.startsWith('blob:'));
  expect(loaded).toHaveLength(1);
  expectOwnFile(loaded[0], /^\/assets\/parquet_worker-[\w-]+\.js$/, baseURL);
});

test('without a network the reader of Parquet is missed, which is said', async ({
  bill,
  page,
  faults,
}) => {
  await page.context().setOffline(true);
  await bill.drop(dataFile('focus_small.snappy.parquet'));
  await bill.expectError(/reads Parquet files could not be loaded/);
  await page.context().setOffline(false);
  await bill.result(dataFile('focus_small.snappy.parquet'));
  expect(otherFaults(faults)).toEqual([]);
});

test('without a network the file of holidays is missed, and the result stays', async ({
  bill,
  page,
  faults,
}) => {
  await bill.result(good);
  const said = await bill.headline.textContent();
  await page.context().setOffline(true);
  await bill.holidays.selectOption('Other country…');
  await expect(page.getByText('The list of countries could not be loaded.')).toBeVisible();
  await expect(bill.holidays).toHaveValue('US');
  await expect(bill.headline).toHaveText(said ?? '');
  expect(otherFaults(faults)).toEqual([]);
});

test('the whole page is three files of the same host', async ({ page }) => {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith('http')) paths.push(new URL(request.url()).pathname);
  });
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(paths).toHaveLength(3);
  expect(paths.map((path) => path.split('.').pop()).sort()).toEqual(['/', 'css', 'js']);
});

test('without a network a bill is analyzed, even by a fresh worker', async ({ bill, page }) => {
  await page.context().setOffline(true);
  await bill.result(good);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('unreachable executed');
    });
  });
  await expect.poll(() => page.workers().length).toBe(1);
  await bill.choose(good);
  await expect(bill.headline).toBeVisible();
});

test('the address never holds anything of the bill', async ({ bill, page, baseURL }) => {
  await bill.result(good);
  await bill.rows.first().click();
  expect(page.url()).toBe(`${baseURL}/`);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('no link leads away from the page', async ({ bill, page }) => {
  await bill.result(good);
  await expect(page.locator('a')).toHaveCount(1);
  await expect(page.locator('a')).toHaveAttribute('href', '#main');
});

test.describe('planted requests', () => {
  let sink: Server;
  let address: string;
  let received: string[];

  test.beforeAll(async () => {
    sink = createServer((request, response) => {
      received.push(request.url ?? '');
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('got it');
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(sink.address() as AddressInfo).port}`;
  });
  test.beforeEach(() => {
    received = [];
  });
  test.afterAll(() => {
    sink.close();
  });

  /** Tries every way out that the context has; the sink tells whether one was open. */
  const tryEveryWay = (context: Page | Worker, host: string): Promise<string[]> =>
    (context as Page).evaluate(async (to) => {
      const refused: string[] = [];
      await fetch(`http://${to}/fetch`).catch(() => refused.push('fetch'));
      await fetch('./index.html').catch(() => refused.push('fetch of the own host'));
      try {
        const socket = new WebSocket(`ws://${to}/socket`);
        await new Promise((resolve) => {
          socket.onerror = resolve;
          socket.onopen = resolve;
        });
        if (socket.readyState !== WebSocket.OPEN) refused.push('socket');
      } catch {
        refused.push('socket');
      }
      const request = new XMLHttpRequest();
      request.open('GET', `http://${to}/xhr`);
      await new Promise((resolve) => {
        request.onloadend = resolve;
        request.send();
      });
      if (request.status === 0) refused.push('xhr');
      if (typeof document === 'undefined') return refused;
      navigator.sendBeacon(`http://${to}/beacon`, 'costs');
      const image = new Image();
      await new Promise((resolve) => {
        image.onerror = () => resolve(refused.push('image'));
        image.onload = resolve;
        image.src = `http://${to}/image`;
      });
      const font = new FontFace('planted', `url(http://${to}/font)`);
      await font.load().catch(() => refused.push('font'));
      const script = document.createElement('script');
      script.src = `http://${to}/script`;
      await new Promise((resolve) => {
        script.onerror = () => resolve(refused.push('script'));
        script.onload = resolve;
        document.head.append(script);
      });
      return refused;
    }, host);

  test('arrive from a page without the policy', async ({ page }) => {
    await page.goto(`http://${address}/`);
    await tryEveryWay(page, address);
    await expect.poll(() => received).toContain('/beacon');
    for (const way of ['/fetch', '/xhr', '/image', '/font', '/script']) {
      expect(received).toContain(way);
    }
  });

  test('are refused from the page', async ({ bill, page, faults }) => {
    await bill.sampleResult();
    const refused = await tryEveryWay(page, address);
    expect(refused.sort()).toEqual(
      ['fetch', 'fetch of the own host', 'socket', 'xhr', 'image', 'font', 'script'].sort(),
    );
    await page.waitForTimeout(BEACON_MS);
    expect(received).toEqual([]);
    // The browser reports each refusal; nothing else may have gone wrong.
    expect(faults.splice(0).filter((fault) => !/Content Security Policy|CSP/.test(fault))).toEqual(
      [],
    );
  });

  test('as a form are refused, and the page stays', async ({ bill, page, faults, baseURL }) => {
    await bill.sampleResult();
    await page.evaluate((to) => {
      const form = document.createElement('form');
      form.action = `http://${to}/form`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
    }, address);
    await expect.poll(() => faults.splice(0).join()).toContain('form-action');
    expect(received).toEqual([]);
    expect(page.url()).toBe(`${baseURL}/`);
  });

  test('are refused from both workers', async ({ bill, page, faults }) => {
    await bill.result(dataFile('focus_small.snappy.parquet'));
    expect(page.workers()).toHaveLength(2);
    for (const worker of page.workers()) {
      const refused = await tryEveryWay(worker, address);
      expect(refused.sort()).toEqual(['fetch', 'fetch of the own host', 'socket', 'xhr'].sort());
    }
    expect(received).toEqual([]);
    expect(faults.splice(0).filter((fault) => !/Content Security Policy|CSP/.test(fault))).toEqual(
      [],
    );
  });
});
