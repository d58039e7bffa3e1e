// Files and folders that fall on the window.
import { expect, test } from 'vitest';
import { droppedFiles } from './dropped_files';

const fileEntry = (path: string) => ({
  isFile: true,
  isDirectory: false,
  name: path.split('/').pop(),
  fullPath: path,
  file: (found: (file: File) => void) => found(new File([path], path.split('/').pop() ?? '')),
});

/** Gives its entries one by one, as browsers give them in parts. */
const folderEntry = (path: string, entries: object[]) => ({
  isFile: false,
  isDirectory: true,
  name: path.split('/').pop(),
  fullPath: path,
  createReader: () => {
    const left = [...entries];
    return { readEntries: (found: (part: object[]) => void) => found(left.splice(0, 1)) };
  },
});

const transferOf = (entries: object[], files: File[] = []): DataTransfer =>
  ({
    files,
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
  }) as unknown as DataTransfer;

test('files alone are taken as they are', async () => {
  const files = [new File(['a'], 'b.csv'), new File(['a'], 'a.csv')];
  const entries = [fileEntry('/b.csv'), fileEntry('/a.csv')];
  expect(await droppedFiles(transferOf(entries, files))).toEqual(files);
});

test('a folder gives all its files by path, but no hidden ones', async () => {
  const folder = folderEntry('/bills', [
    fileEntry('/bills/march.csv'),
    fileEntry('/bills/.DS_Store'),
    folderEntry('/bills/.git', [fileEntry('/bills/.git/x')]),
    folderEntry('/bills/2025', [
      fileEntry('/bills/2025/may.csv'),
      fileEntry('/bills/2025/april.csv'),
    ]),
  ]);
  const files = await droppedFiles(transferOf([folder, fileEntry('/top.csv')]));
  expect(files.map(({ name }) => name)).toEqual([
    'bills/2025/april.csv',
    'bills/2025/may.csv',
    'bills/march.csv',
    'top.csv',
  ]);
  expect(await files[0]?.text()).toBe('/bills/2025/april.csv');
});
