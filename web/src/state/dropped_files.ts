// What fell on the window: files, and all files in folders.

/** The parts of the browser's entries that are used here. */
interface Entry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  readonly fullPath: string;
}
interface FileEntry extends Entry {
  file(found: (file: File) => void, failed: (cause: unknown) => void): void;
}
interface FolderEntry extends Entry {
  createReader(): {
    readEntries(found: (entries: Entry[]) => void, failed: (cause: unknown) => void): void;
  };
}

/**
 * Call it in the handler of the event: after that the browser forgets what fell. Files of folders are
 * named by their path and come in its order; hidden ones are passed over.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const plain = [...transfer.files];
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() as Entry | null);
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, found);
  return found;
}

async function collect(entry: Entry, found: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileEntry).file(resolve, reject),
    );
    const path = entry.fullPath.replace(/^\//, '');
    found.push(path === file.name ? file : new File([file], path));
    return;
  }
  const inside = await entriesOf(entry as FolderEntry);
  inside.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const inner of inside) {
    if (!inner.name.startsWith('.')) await collect(inner, found);
  }
}

/** A folder gives its entries in parts, the last of which is empty. */
async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const part = await new Promise<Entry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}
