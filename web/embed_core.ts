// Build step: puts the C++ core (Emscripten glue and wasm bytes) inside the worker's own bundle.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/** Folder of expense_core.mjs and expense_core.wasm; EXPENSE_WASM_DIR overrides it. */
export const coreFolder = resolve(
  repositoryRoot,
  process.env['EXPENSE_WASM_DIR'] ?? 'build/wasm/bin',
);

const GLUE = '#expense_core';
const BYTES = '#expense_core_bytes';
const RESOLVED_BYTES = `\0${BYTES}`;

function coreFile(name: string): string {
  const path = resolve(coreFolder, name);
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: build the wasm preset first, or set EXPENSE_WASM_DIR.`);
  }
  return path;
}

/**
 * Serves two modules: `#expense_core` is the glue, `#expense_core_bytes` the wasm file as base64 of
 * gzip. Nothing is left to be fetched, so a fresh worker starts without a network, and compressing
 * before base64 costs the page a third less than base64 alone.
 */
export function embedCore(): Plugin {
  return {
    name: 'embed-expense-core',
    enforce: 'pre',
    resolveId(source) {
      if (source === GLUE) return coreFile('expense_core.mjs');
      return source === BYTES ? RESOLVED_BYTES : undefined;
    },
    load(id) {
      if (id !== RESOLVED_BYTES) return undefined;
      const path = coreFile('expense_core.wasm');
      this.addWatchFile(path);
      const packed = gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION });
      return `export default ${JSON.stringify(packed.toString('base64'))};`;
    },
    transform(code, id) {
      if (!id.endsWith('expense_core.mjs')) return undefined;
      // The glue names its wasm file by URL, which the bundler would emit a second time as an
      // asset. We always pass `wasmBinary`, so the name is never used.
      return code.replace(
        /new URL\((["'])expense_core\.wasm\1,\s*import\.meta\.url\)\.(href|toString\(\))/g,
        '""',
      );
    },
  };
}
