// Cells of a CSV written as bytes: what repeats from row to row is encoded once.
import { csvCell } from './parquet_cells';

/** Texts are remembered, so that a column may have many but not any number of them. */
const MOST_REMEMBERED = 50_000;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
/** Ten decimals, written in two halves. */
const DECIMALS = 1e10;
const HALF = 1e5;
const MOST_SCALED = 1e15;
/** Below it `String` writes powers of ten. */
const LEAST_PLAIN = 1e-6;
const encoder = new TextEncoder();

/** Bytes that grow; taken away whole. */
export class CellBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;

  constructor(private readonly capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(byte: number): void {
    this.#ensure(1);
    this.#bytes[this.#size] = byte;
    this.#size += 1;
  }

  cell(cell: Uint8Array): void {
    const size = cell.length;
    this.#ensure(size);
    const bytes = this.#bytes;
    const at = this.#size;
    // Cells are short: a call for each would take longer than the loop.
    for (let i = 0; i < size; i += 1) bytes[at + i] = cell[i] as number;
    this.#size = at + size;
  }

  /** @param text - of ASCII alone, and nothing in it to be quoted. */
  ascii(text: string): void {
    const size = text.length;
    this.#ensure(size);
    const bytes = this.#bytes;
    const at = this.#size;
    for (let i = 0; i < size; i += 1) bytes[at + i] = text.charCodeAt(i);
    this.#size = at + size;
  }

  /** A number as `String` writes it. */
  number(value: number): void {
    if (!this.#shortNumber(value)) this.ascii(String(value));
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#size);
    this.#bytes = new Uint8Array(Math.max(this.capacity, this.#size + (this.#size >> 3)));
    this.#size = 0;
    return taken;
  }

  /**
   * Nearly every cost: at most ten decimals and fifteen digits. No two decimals of so few digits are the
   * same double, so that one which gives the very value is the shortest. False for other numbers.
   */
  #shortNumber(value: number): boolean {
    const size = Math.abs(value);
    const whole = Math.floor(size);
    const scaled = Math.round(size * DECIMALS);
    const isShort = scaled < MOST_SCALED && scaled / DECIMALS === size && scaled > 0;
    if (!isShort || whole === size || size < LEAST_PLAIN) return false;
    if (value < 0) this.byte(MINUS);
    this.ascii(String(whole));
    this.byte(POINT);
    const decimals = scaled - whole * DECIMALS;
    const high = Math.floor(decimals / HALF);
    const low = decimals - high * HALF;
    this.#fiveDigits(high);
    this.#fiveDigits(low);
    while (this.#bytes[this.#size - 1] === ZERO) this.#size -= 1;
    return true;
  }

  #fiveDigits(value: number): void {
    this.#ensure(5);
    let left = value;
    for (let at = this.#size + 4; at >= this.#size; at -= 1) {
      const next = Math.trunc(left / 10);
      this.#bytes[at] = ZERO + left - next * 10;
      left = next;
    }
    this.#size += 5;
  }

  #ensure(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#size + more));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}

/** The cells of one column, one after the other. */
export class CellWriter {
  #last: unknown;
  #lastCell: Uint8Array = new Uint8Array(0);
  readonly #known = new Map<unknown, Uint8Array>();

  /** @param textOf - what a cell says, where that is not the value as it is. */
  constructor(private readonly textOf: ((value: unknown) => string) | undefined) {}

  write(value: unknown, to: CellBytes): void {
    if (value === undefined || value === null) return;
    if (typeof value === 'number' && this.textOf === undefined) {
      to.number(value);
      return;
    }
    if (value !== this.#last) {
      this.#lastCell = this.#cellOf(value);
      this.#last = value;
    }
    to.cell(this.#lastCell);
  }

  #cellOf(value: unknown): Uint8Array {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const cell = encoder.encode(csvCell(this.textOf === undefined ? value : this.textOf(value)));
    if (typeof value === 'object') return cell; // No two are the same, though they may be equal.
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(value, cell);
    return cell;
  }
}
