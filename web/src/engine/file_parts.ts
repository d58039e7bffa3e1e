// A file as the core reads it: plain text as it lies on the disk, what is packed unpacked, Parquet as rows.
import { Failure, pageError } from './failure';
import { fileSlices, readFailure } from './file_slices';
import { DAMAGED_GZIP, GzipLayer, isGzip } from './gzip_layer';
import type { FilePart, Layer } from './layers';
import { UnreadableParquet } from './parquet_port';
import { isParquet, parquetFault, SniffedLayer } from './unpacker';
import { isZip } from './zip_layer';

/** What a file consists of for the core, which knows no Parquet. */
export type TextPart = Exclude<FilePart, { kind: 'parquet' }>;

export interface PartOfFile {
  readonly part: TextPart;
  /** Bytes of the file as it lies on the disk that have been read so far. */
  readonly bytesRead: number;
  /** No other file stands beside this one in what was given: where it is refused, nothing is left. */
  readonly isAlone: boolean;
}

/** Rows of a Parquet file as the bytes of a CSV. */
export type ParquetRows = (file: File) => AsyncIterable<{ bytes: Uint8Array; bytesRead: number }>;

const NOTHING = new Uint8Array(0);
const HEAD_BYTES = 4096;
/** Unpacking gives up to a thousand times as many bytes at once. */
const PACKED_SLICE_BYTES = 64 * 1024;

/**
 * The bytes of a part are valid only until the next part is asked for.
 * @throws Failure when the browser cannot read the file or nothing in it can be unpacked.
 */
export async function* fileParts(file: File, parquetRows: ParquetRows): AsyncGenerator<PartOfFile> {
  const head = await headOf(file);
  if (isParquet(head) || !(isGzip(head) || isZip(head))) {
    yield { part: { kind: 'open', name: file.name }, bytesRead: 0, isAlone: true };
    for await (const { bytes, bytesRead } of isParquet(head)
      ? parquetRows(file)
      : fileSlices(file)) {
      yield { part: { kind: 'bytes', bytes }, bytesRead, isAlone: true };
    }
    yield { part: { kind: 'close' }, bytesRead: file.size, isAlone: true };
    return;
  }
  let isAnyOpened = false;
  let damage = '';
  for await (const packed of isGzip(head) ? gzipParts(file) : zipParts(file)) {
    for await (const part of textParts(packed.part, parquetRows)) {
      if (part.kind === 'open') isAnyOpened = true;
      if (part.kind === 'damaged') damage ||= part.what;
      yield { part, bytesRead: packed.bytesRead, isAlone: false };
    }
  }
  if (isAnyOpened) return;
  if (damage !== '' || isZip(head)) throw nothingInside(file, damage);
  yield { part: { kind: 'open', name: file.name }, bytesRead: 0, isAlone: true }; // The core says that it is empty.
  yield { part: { kind: 'close' }, bytesRead: file.size, isAlone: true };
}

/** A Parquet file that lay inside another one becomes text; one that cannot be read is no end of the others. */
async function* textParts(part: FilePart, parquetRows: ParquetRows): AsyncGenerator<TextPart> {
  if (part.kind !== 'parquet') {
    yield part;
    return;
  }
  const { name } = part;
  const rows = parquetRows(new File(part.bytes as Uint8Array<ArrayBuffer>[], name));
  let isOpen = false;
  let fault = '';
  try {
    for await (const { bytes } of rows) {
      if (!isOpen) yield { kind: 'open', name };
      isOpen = true;
      yield { kind: 'bytes', bytes };
    }
  } catch (cause) {
    if (!(cause instanceof UnreadableParquet)) throw cause;
    fault = parquetFault(cause.reason);
  }
  if (isOpen) yield { kind: 'close' };
  if (fault !== '') yield { kind: 'damaged', name, what: fault };
}

async function headOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch (cause) {
    throw readFailure(file, cause);
  }
}

interface PackedPart {
  readonly part: FilePart;
  readonly bytesRead: number;
}

/** Parts that were told and not yet given on. */
class PartQueue {
  #parts: FilePart[] = [];
  readonly tell = (part: FilePart): void => {
    this.#parts.push(part);
  };
  *take(bytesRead: number): Generator<PackedPart> {
    const parts = this.#parts;
    this.#parts = [];
    for (const part of parts) yield { part, bytesRead };
  }
}

async function* layerParts(file: File, layer: Layer, queue: PartQueue): AsyncGenerator<PackedPart> {
  for await (const { bytes, bytesRead } of fileSlices(file)) {
    for (let at = 0; at < bytes.length; at += PACKED_SLICE_BYTES) {
      // A copy: a layer may keep the bytes beyond this turn.
      layer.push(bytes.slice(at, at + PACKED_SLICE_BYTES), false);
      yield* queue.take(bytesRead);
    }
  }
  layer.push(NOTHING, true);
  yield* queue.take(file.size);
}

function zipParts(file: File): AsyncGenerator<PackedPart> {
  const queue = new PartQueue();
  return layerParts(file, new SniffedLayer(file.name, 0, queue.tell), queue);
}

/**
 * The browser unpacks gzip much faster than any script, but only one member of it, and it does not say
 * where it stopped. What it cannot do is begun anew by script, without what has been given already.
 */
async function* gzipParts(file: File): AsyncGenerator<PackedPart> {
  const queue = new PartQueue();
  const inside = new SniffedLayer(file.name, 1, queue.tell);
  let given = 0;
  let isWhole = false;
  for await (const { bytes, bytesRead } of browserUnpacked(file)) {
    if (bytes === null) {
      isWhole = true;
      inside.push(NOTHING, true);
    } else {
      given += bytes.length;
      inside.push(bytes, false);
    }
    yield* queue.take(bytesRead);
  }
  if (isWhole) return;
  const gzip = new GzipLayer(file.name, inside, queue.tell, given);
  yield* layerParts(file, gzip, queue);
  // Whole as far as the script sees; the browser saw more, as the size behind the checksum.
  if (!gzip.hasFurtherMembers && !gzip.isDamaged) {
    queue.tell({ kind: 'damaged', name: file.name, what: DAMAGED_GZIP });
    yield* queue.take(file.size);
  }
}

interface Unpacked {
  /** Null behind the last bytes; never when the browser gave up. */
  readonly bytes: Uint8Array | null;
  readonly bytesRead: number;
}

async function* browserUnpacked(file: File): AsyncGenerator<Unpacked> {
  let bytesRead = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytesRead += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  const unpacking = file.stream().pipeThrough(counter).pipeThrough(new DecompressionStream('gzip'));
  const reader = unpacking.getReader();
  try {
    for (;;) {
      const read = await reader.read().catch(() => null);
      if (read === null) return;
      yield { bytes: read.done ? null : read.value, bytesRead };
      if (read.done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function nothingInside(file: File, damage: string): Failure {
  const error =
    damage === ''
      ? pageError(
          'empty_input',
          'The zip holds no file that could be a bill.',
          'Look into it, or download it again.',
          file.name,
        )
      : pageError(
          'unreadable_file',
          `The file cannot be read: ${damage}.`,
          'Check whether the file is whole, or download it again.',
          file.name,
        );
  return new Failure(error);
}
