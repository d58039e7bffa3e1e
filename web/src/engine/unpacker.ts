// Unpacks what is pushed in, layer by layer (gzip, zip, either inside the other), told by first bytes.
import { GzipLayer, isGzip } from './gzip_layer';
import type { Layer, PartListener } from './layers';
import { isZip, ZipLayer } from './zip_layer';

/** A file may be packed in itself without end. */
const MOST_LAYERS = 4;
/** So many first bytes are looked at: a workbook names its content types there. */
const HEAD_BYTES = 4096;
/** A packed Parquet file has to be held in memory. */
const MOST_PARQUET_BYTES = 2 ** 30;
const LARGE_PARQUET = 'a Parquet file of over 1 GiB has to be unpacked first and given by itself';
const NOTHING = new Uint8Array(0);

export const isParquet = (head: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(head.subarray(0, 4)) === 'PAR1';

export const parquetFault = (reason: string): string =>
  `the Parquet file cannot be read: ${reason}`;

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
    const inside = (path: string): Layer => new SniffedLayer(path, layers + 1, tell);
    if (layers < MOST_LAYERS && isGzip(head)) return new GzipLayer(name, inside(name), tell);
    if (layers < MOST_LAYERS && isZip(head)) return new ZipLayer(name, inside, tell);
    return isParquet(head) ? new ParquetLayer(name, tell) : new PlainLayer(name, tell);
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

/** Gathers a Parquet file, whose table of contents stands at its end. */
class ParquetLayer implements Layer {
  #slices: Uint8Array[] = [];
  #size = 0;

  constructor(
    private readonly name: string,
    private readonly tell: PartListener,
  ) {}

  push(bytes: Uint8Array, final: boolean): void {
    this.#size += bytes.length;
    if (this.#size <= MOST_PARQUET_BYTES) this.#slices.push(bytes);
    else this.#slices = [];
    if (!final) return;
    const { name } = this;
    if (this.#size <= MOST_PARQUET_BYTES) this.tell({ kind: 'parquet', name, bytes: this.#slices });
    else this.tell({ kind: 'damaged', name, what: LARGE_PARQUET });
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
