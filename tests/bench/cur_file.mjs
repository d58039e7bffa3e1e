// The made-up report as a file in build/bench, made when it is asked for first, plain and packed.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { curText } from './cur_text.mjs';

const folder = fileURLToPath(new URL('../../build/bench', import.meta.url));

/** {file, bytes} of a report of so many rows. */
export function curFile(rows) {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/cur-${rows}.csv`;
  if (!existsSync(file)) {
    const handle = openSync(`${file}.part`, 'w');
    for (const slice of curText(rows)) writeSync(handle, slice);
    closeSync(handle);
    renameSync(`${file}.part`, file);
  }
  return { file, bytes: statSync(file).size };
}

/** The same as gzip. */
export function packedCurFile(rows) {
  const { file } = curFile(rows);
  if (!existsSync(`${file}.gz`)) spawnSync('gzip', ['--keep', file], { stdio: 'inherit' });
  return `${file}.gz`;
}
