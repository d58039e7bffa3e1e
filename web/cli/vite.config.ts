// How the command line for Node is built: a package of npm that needs no other, in dist/cli.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { coreFolder } from '../embed_core.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = path('../dist/cli');

/** The module as it was compiled, the licences of what is inside, and what npm wants to know. */
function completePackage(): Plugin {
  const packages = new Set<string>();
  return {
    name: 'complete-package',
    apply: 'build',
    moduleParsed({ id }) {
      const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
      if (name !== undefined) packages.add(name);
    },
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
      writeFileSync(`${folder}/LICENSES_OF_PACKAGES`, licencesOf([...packages].sort()));
      writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);
    },
  };
}

function licencesOf(packages: readonly string[]): string {
  const texts = packages.map((name) => {
    const of = path(`../../node_modules/${name}`);
    const file = readdirSync(of).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`the package ${name} has no file with its licence`);
    return `${name}\n\n${readFileSync(`${of}/${file}`, 'utf8')}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
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
    files: ['*.mjs', '*.cjs', '*.wasm', 'LICENSE', 'LICENSES_OF_PACKAGES', 'NOTICE'],
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
