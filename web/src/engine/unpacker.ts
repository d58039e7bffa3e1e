// Unpacks what is pushed in, layer by layer (gzip, zip, either inside the other), told by first bytes.
import { Gunzip, Unzip, type UnzipFile, UnzipInflate } from 'fflate';

/** What a file consists of, in this order: each file inside is opened, given and closed. */
export type FilePart =
  | { readonly kind: 'open'; readonly name: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'close' }
  /** Something is damaged; what came before it was given. */
  | { readonly kind: 'damaged'; readonly name: string; readonly what: string };

export type PartListener = (part: FilePart) => void;

/** Takes bytes in any slices; the last push is final and may be empty. */
export interface Layer {
  push(bytes: Uint8Array, final: boolean): void;
}

/** A file may be packed in itself without end. */
const MOST_LAYERS = 4;
/** So many first bytes are looked at: a workbook names its content types there. */
const HEAD_BYTES = 4096;
const NOTHING = new Uint8Array(0);

export const CUT_GZIP = 'the gzip data is cut off at its end, so the last days may lack costs';
export const DAMAGED_GZIP = 'the gzip data is damaged';
const BYTES_BEHIND_GZIP = 'behind the gzip data stand other bytes, which were not read';

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** A zip that is to be unpacked: workbooks (.xlsx) are zips too, and are named by the core. */
export function isZip(head: Uint8Array): boolean {
  const kind = head[2] === 0x03 ? 0x04 : 0x06;
  const isAnyZip = head[0] === 0x50 && head[1] === 0x4b && head[3] === kind;
  const isWorkbook = new TextDecoder('latin1').decode(head).includes('[Content_Types].xml');
  return isAnyZip && (head[2] === 0x03 || head[2] === 0x05) && !isWorkbook;
}

/** Holds the first bytes back until it is clear what they are. */
export class SniffedLayer implements Layer {
  #head: Uint8Array | null = NOTHING;
  #layer: Layer | null = null;

  constructor(
    private readonly name: string,
    private readonly layers: number,
    private readonly tell: PartListener,
  ) {}

  push(bytes: Uint8Array, final: boolean): void {
    if (this.#layer !== null) {
      this.#layer.push(bytes, final);
      return;
    }
    const head = joined(this.#head ?? NOTHING, bytes);
    this.#head = head;
    if (head.length < HEAD_BYTES && !final) return;
    this.#head = null;
    this.#layer = this.#layerOf(head.subarray(0, HEAD_BYTES));
    this.#layer.push(head, final);
  }

  #layerOf(head: Uint8Array): Layer {
    const { name, layers, tell } = this;
    if (layers < MOST_LAYERS && isGzip(head)) {
      return new GzipLayer(name, new SniffedLayer(name, layers + 1, tell), tell);
    }
    if (layers < MOST_LAYERS && isZip(head)) return new ZipLayer(name, layers + 1, tell);
    return new PlainLayer(name, tell);
  }
}

/** A file at last; one without any byte is never told of. */
class PlainLayer implements Layer {
  #isOpen = false;

  constructor(
    private readonly name: string,
    private readonly tell: PartListener,
  ) {}

  push(bytes: Uint8Array, final: boolean): void {
    if (bytes.length > 0) {
      if (!this.#isOpen) this.tell({ kind: 'open', name: this.name });
      this.#isOpen = true;
      this.tell({ kind: 'bytes', bytes });
    }
    if (final && this.#isOpen) this.tell({ kind: 'close' });
  }
}

/** All members of a gzip, one after the other. */
export class GzipLayer implements Layer {
  hasFurtherMembers = false;
  isDamaged = false;
  readonly #gunzip: Gunzip;
  #hasEnded = false;
  #hasGiven = false;

  /** @param skip - so many unpacked bytes are known already. */
  constructor(
    private readonly name: string,
    private readonly inner: Layer,
    private readonly tell: PartListener,
    skip = 0,
  ) {
    let left = skip;
    this.#gunzip = new Gunzip((bytes) => {
      this.#hasGiven ||= bytes.length > 0;
      const known = Math.min(left, bytes.length);
      left -= known;
      if (bytes.length > known) inner.push(bytes.subarray(known), false);
    });
    this.#gunzip.onmember = () => {
      this.hasFurtherMembers = true;
    };
  }

  push(bytes: Uint8Array, final: boolean): void {
    if (this.#hasEnded) return;
    try {
      this.#gunzip.push(bytes, final);
    } catch (cause) {
      this.#fail(gzipFault(cause, this.#hasGiven));
      return;
    }
    if (final) this.#end();
  }

  #fail(what: string): void {
    this.isDamaged = true;
    this.#end();
    this.tell({ kind: 'damaged', name: this.name, what });
  }

  #end(): void {
    this.#hasEnded = true;
    this.inner.push(NOTHING, true);
  }
}

class ZipLayer implements Layer {
  readonly #unzip = new Unzip();
  #hasEnded = false;
  #isDamaged = false;

  constructor(
    private readonly name: string,
    private readonly layers: number,
    private readonly tell: PartListener,
  ) {
    this.#unzip.register(UnzipInflate);
    this.#unzip.onfile = (file) => this.#open(file);
  }

  push(bytes: Uint8Array, final: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = final;
    try {
      this.#unzip.push(bytes, final);
    } catch (cause) {
      this.#hasEnded = true;
      this.#fail(this.name, `the zip is damaged: ${reasonOf(cause)}`);
    }
  }

  #open(file: UnzipFile): void {
    const path = pathOf(file);
    if (isPassedOver(path)) return;
    const name = `${this.name}/${path}`;
    const inner = new SniffedLayer(name, this.layers, this.tell);
    let hasEnded = false;
    file.ondata = (error, bytes, final) => {
      if (hasEnded) return;
      hasEnded = final || error !== null;
      inner.push(error === null ? bytes : NOTHING, hasEnded);
      if (error !== null) this.#fail(name, `it cannot be unpacked: ${reasonOf(error)}`);
    };
    file.start();
  }

  #fail(name: string, what: string): void {
    if (!this.#isDamaged) this.tell({ kind: 'damaged', name, what });
    this.#isDamaged = true;
  }
}

/** Many programs write UTF-8 and do not say so: then each byte comes as a letter. */
function pathOf({ name }: UnzipFile): string {
  const codes = Array.from(name, (letter) => letter.codePointAt(0) ?? 0);
  if (codes.some((code) => code > 0xff)) return name;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(codes));
  } catch {
    return name;
  }
}

/** What cannot be a bill: folders, the shadows that macOS packs, and lists of a delivery's files. */
export function isPassedOver(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    name === '' ||
    name.startsWith('._') ||
    name === '.DS_Store' ||
    path.includes('__MACOSX/') ||
    name.toLowerCase().endsWith('manifest.json')
  );
}

function gzipFault(cause: unknown, hasGiven: boolean): string {
  const reason = reasonOf(cause);
  if (/unexpected EOF/i.test(reason)) return CUT_GZIP;
  return /invalid gzip/i.test(reason) && hasGiven ? BYTES_BEHIND_GZIP : DAMAGED_GZIP;
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
