// How the command line for Node is built: a package of npm that needs no other, in dist/cli.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { coreFolder } from '../embed_core.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = path('../dist/cli');

/** The module as it was compiled, and what npm wants to know. */
function completePackage(): Plugin {
  return {
    name: 'complete-package',
    apply: 'build',
    closeBundle() {
      mkdirSync(folder, { recursive: true });
      for (const name of ['expense_cli.cjs', 'expense_cli.wasm']) {
        const from = `${coreFolder}/${name}`;
        if (!existsSync(from)) throw new Error(`${from} is missing: build the wasm preset first.`);
        copyFileSync(from, `${folder}/${name}`);
      }
      copyFileSync(path('README.md'), `${folder}/README.md`);
      for (const name of ['LICENSE', 'NOTICE']) {
        copyFileSync(path(`../../${name}`), `${folder}/${name}`);
      }
      writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);
    },
  };
}

function manifest(): object {
  const { version, license, engines } = JSON.parse(
    readFileSync(path('../../package.json'), 'utf8'),
  ) as { version: string; license: string; engines: object };
  return {
    name: 'expense-anomalies',
    version,
    description: 'Finds what went wrong in a cloud bill, when, and how much it cost',
    license: `${license} AND CC-BY-SA-3.0`,
    type: 'module',
    bin: { 'expense-anomalies': 'expense-anomalies.mjs' },
    files: ['*.mjs', '*.cjs', '*.wasm', 'LICENSE', 'NOTICE'],
    engines,
  };
}

export default defineConfig({
  root: path('.'),
  plugins: [completePackage()],
  ssr: { target: 'node', noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: folder,
    emptyOutDir: true,
    rollupOptions: {
      input: { 'expense-anomalies': path('main.ts'), parquet_thread: path('parquet_thread.ts') },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
});
