// What the command line reads: the module asks for one part of a file after the other, and waits.
import fs from 'node:fs';
import { isGzip } from '../src/engine/gzip_layer';
import type { FilePart } from '../src/engine/layers';
import { isParquet, parquetFault, SniffedLayer } from '../src/engine/unpacker';
import { isZip } from '../src/engine/zip_layer';
import type { ParquetSource } from './parquet_thread';

/** What `open` answers; the module knows the same numbers. */
const INPUT = { unopened: 0, plain: 1, gzip: 2, zip: 3 } as const;
/** What `next` answers; the module knows the same numbers. */
const PART = { end: 0, open: 1, bytes: 2, close: 3, damaged: 4, unreadable: 5 } as const;

const HEAD_BYTES = 4096;
const SLICE_BYTES = 1024 * 1024;
/** Unpacking gives up to a thousand times as many bytes at once. */
const PACKED_SLICE_BYTES = 64 * 1024;
const STANDARD_INPUT = 0;
const NOTHING = new Uint8Array(0);

/** Rows of a Parquet file as the bytes of a CSV. @throws Error when it cannot be read. */
export type ReadParquet = (source: ParquetSource) => Iterable<Uint8Array>;

interface Part {
  readonly kind: (typeof PART)[keyof typeof PART];
  readonly bytes: Uint8Array;
}

export class Input {
  /** Of the newest part: the bytes, or a text in UTF-8. */
  bytes: Uint8Array = NOTHING;
  #descriptor = -1;
  #parts: Iterator<Part> | null = null;
  #firstDamage = '';

  constructor(private readonly readParquet: ReadParquet) {}

  /** @param name - a path, or "-" for standard input. @returns one of INPUT. */
  open(name: string): number {
    this.#firstDamage = '';
    try {
      this.#descriptor = name === '-' ? STANDARD_INPUT : fs.openSync(name, 'r');
    } catch {
      this.#descriptor = -1;
      return INPUT.unopened;
    }
    const head = this.#head();
    this.#parts = this.#partsOf(name, head);
    if (isGzip(head)) return INPUT.gzip;
    return isZip(head) ? INPUT.zip : INPUT.plain;
  }

  /** @returns one of PART; at the end `bytes` say what was damaged first, if anything was. */
  next(): number {
    const part = this.#parts?.next();
    if (part === undefined || part.done === true) {
      this.bytes = utf8(this.#firstDamage);
      return PART.end;
    }
    this.bytes = part.value.bytes;
    return part.value.kind;
  }

  close(): void {
    if (this.#descriptor > STANDARD_INPUT) fs.closeSync(this.#descriptor);
    this.#descriptor = -1;
    this.#parts = null;
    this.bytes = NOTHING;
  }

  *#partsOf(name: string, head: Uint8Array): Generator<Part> {
    if (isParquet(head) && name !== '-') {
      yield* this.#parquetParts(name, name, true);
      return;
    }
    let told: FilePart[] = [];
    const layer = new SniffedLayer(name, 0, (part) => told.push(part));
    const isPacked = isGzip(head) || isZip(head);
    const isAlone = isParquet(head);
    for (const slice of this.#slices(head, isPacked ? PACKED_SLICE_BYTES : SLICE_BYTES)) {
      layer.push(slice ?? NOTHING, slice === null);
      const parts = told;
      told = [];
      for (const part of parts) yield* this.#part(part, isAlone);
    }
    if (this.#isUnreadable) yield this.#damaged(name, 'it cannot be read to its end');
  }

  *#part(part: FilePart, isAlone: boolean): Generator<Part> {
    switch (part.kind) {
      case 'open':
        yield { kind: PART.open, bytes: utf8(part.name) };
        return;
      case 'bytes':
        yield { kind: PART.bytes, bytes: part.bytes };
        return;
      case 'close':
        yield { kind: PART.close, bytes: NOTHING };
        return;
      case 'parquet':
        yield* this.#parquetParts(part.name, Buffer.concat(part.bytes), isAlone);
        return;
      case 'damaged':
        yield this.#damaged(part.name, part.what);
        return;
    }
  }

  *#parquetParts(name: string, source: ParquetSource, isAlone: boolean): Generator<Part> {
    let isOpen = false;
    let fault = '';
    try {
      for (const bytes of this.readParquet(source)) {
        if (!isOpen) yield { kind: PART.open, bytes: utf8(name) };
        isOpen = true;
        yield { kind: PART.bytes, bytes };
      }
    } catch (cause) {
      fault = reasonOf(cause);
    }
    if (fault !== '' && isAlone) yield { kind: PART.unreadable, bytes: utf8(fault) };
    if (isOpen) yield { kind: PART.close, bytes: NOTHING };
    if (fault !== '') yield this.#damaged(name, parquetFault(fault));
  }

  #damaged(name: string, what: string): Part {
    this.#firstDamage ||= what;
    return { kind: PART.damaged, bytes: utf8(`${name}: ${what}; what came before was read`) };
  }

  #isUnreadable = false;

  #head(): Uint8Array {
    this.#isUnreadable = false;
    const head = new Uint8Array(HEAD_BYTES);
    let size = 0;
    while (size < HEAD_BYTES) {
      const more = this.#read(head.subarray(size));
      if (more === 0) break;
      size += more;
    }
    return head.subarray(0, size);
  }

  /** The file from its first byte; null behind its last one. */
  *#slices(head: Uint8Array, size: number): Generator<Uint8Array | null> {
    if (head.length > 0) yield head;
    for (;;) {
      const slice = new Uint8Array(size);
      const read = this.#read(slice);
      if (read === 0) break;
      yield slice.subarray(0, read);
    }
    yield null;
  }

  /** 0 at the end, also of what cannot be read. */
  #read(room: Uint8Array): number {
    try {
      return fs.readSync(this.#descriptor, room, 0, room.length, null);
    } catch (cause) {
      // So Windows tells the end of a pipe.
      if ((cause as NodeJS.ErrnoException).code !== 'EOF') this.#isUnreadable = true;
      return 0;
    }
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
