// Browser tests and the browser benchmark: Debian's Chromium against the built page.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const port = Number(process.env['EXPENSE_TEST_PORT'] ?? 4179);

export default defineConfig({
  testDir: here('.'),
  outputDir: here('../../build/browser'),
  // The benchmark measures, and two cores are few: one browser at a time.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 30_000,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `node ${here('static_server.mjs')} ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
  projects: [
    { name: 'page', testMatch: '*.spec.ts' },
    { name: 'bench', testMatch: '*.bench.ts' },
  ],
});
