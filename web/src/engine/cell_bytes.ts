// Cells of a CSV written as bytes, without a string for each row.
import { cellText, csvCell } from './parquet_cells';

const QUOTE = 0x22;
const COMMA = 0x2c;
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

  /** In quotes, where it must have them. */
  text(text: string): void {
    const size = text.length;
    this.#ensure(size);
    const bytes = this.#bytes;
    const at = this.#size;
    // Cells are short and nearly all plain: a call of the encoder would take longer than the loop.
    for (let i = 0; i < size; i += 1) {
      const code = text.charCodeAt(i);
      const isPlain = code > QUOTE ? code < 0x80 && code !== COMMA : code === 0x20 || code === 0x21;
      if (!isPlain) {
        if (!this.#quoted(text)) this.#encoded(encoder.encode(csvCell(text)));
        return;
      }
      bytes[at + i] = code;
    }
    this.#size = at + size;
  }

  /** A number as `String` writes it. */
  number(value: number): void {
    if (!this.#shortNumber(value)) this.text(String(value));
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
    this.text(String(whole));
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

  /**
   * Maps are JSON and full of quotes and commas. False, and nothing is written, where the text holds
   * letters beyond ASCII or line ends.
   */
  #quoted(text: string): boolean {
    const size = text.length;
    this.#ensure(2 * size + 2);
    const bytes = this.#bytes;
    let at = this.#size;
    bytes[at++] = QUOTE;
    for (let i = 0; i < size; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= 0x80 || code < 0x20) return false;
      if (code === QUOTE) bytes[at++] = QUOTE;
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.#size = at;
    return true;
  }

  #encoded(cell: Uint8Array): void {
    this.#ensure(cell.length);
    this.#bytes.set(cell, this.#size);
    this.#size += cell.length;
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
  #lastText = '';

  /** @param textOf - what a cell says, where that is not the value as it is. */
  constructor(private readonly textOf: (value: unknown) => string = cellText) {}

  write(value: unknown, to: CellBytes): void {
    if (value === undefined || value === null) return;
    const isPlain = this.textOf === cellText;
    if (isPlain && typeof value === 'number') to.number(value);
    else if (isPlain && typeof value === 'string') to.text(value);
    else {
      if (value !== this.#last) this.#lastText = this.textOf(value);
      this.#last = value;
      to.text(this.#lastText);
    }
  }
}
