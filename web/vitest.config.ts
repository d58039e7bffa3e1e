// Unit tests: the page's own logic; in projects of their own, the data of holidays against its source, and
// the built wasm module in Node, and the SQL beside the native program.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'page', root: here('.'), include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        test: {
          name: 'holidays',
          root: here('..'),
          include: ['scripts/holidays/*.test.mjs'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'sql',
          root: here('..'),
          include: ['tests/sql/*.test.ts'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'wasm',
          root: here('..'),
          include: ['tests/wasm/**/*.test.ts'],
          environment: 'node',
        },
      },
    ],
  },
});
