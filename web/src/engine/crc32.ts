// CRC-32, the checksum of gzip and zip: sixteen bytes a turn, by tables.

const POLYNOMIAL = 0xedb88320;
const LANES = 16;
const tables = makeTables();

/** The checksum of bytes that come in slices. */
export class Crc32 {
  #state = -1;

  /** Of all bytes so far, from 0 to 2^32 - 1. */
  get value(): number {
    return ~this.#state >>> 0;
  }

  update(bytes: Uint8Array): void {
    let crc = this.#state;
    let at = 0;
    for (const end = bytes.length - (bytes.length % LANES); at < end; at += LANES) {
      crc ^= word(bytes, at);
      crc =
        four(crc, 12) ^
        four(word(bytes, at + 4), 8) ^
        four(word(bytes, at + 8), 4) ^
        four(word(bytes, at + 12), 0);
    }
    for (; at < bytes.length; at += 1) {
      crc = (crc >>> 8) ^ at32(tables, (crc ^ at32(bytes, at)) & 0xff);
    }
    this.#state = crc;
  }
}

/** What a word's bytes come to once `after` more bytes have passed behind them. */
function four(crc: number, after: number): number {
  return (
    at32(tables, ((after + 3) << 8) | (crc & 0xff)) ^
    at32(tables, ((after + 2) << 8) | ((crc >>> 8) & 0xff)) ^
    at32(tables, ((after + 1) << 8) | ((crc >>> 16) & 0xff)) ^
    at32(tables, (after << 8) | (crc >>> 24))
  );
}

function word(bytes: Uint8Array, at: number): number {
  return (
    at32(bytes, at) |
    (at32(bytes, at + 1) << 8) |
    (at32(bytes, at + 2) << 16) |
    (at32(bytes, at + 3) << 24)
  );
}

function at32(list: Uint8Array | Int32Array, at: number): number {
  return list[at] as number;
}

/** For each byte, what it comes to with none to fifteen zero bytes behind it. */
function makeTables(): Int32Array {
  const all = new Int32Array(LANES * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1 ? POLYNOMIAL : 0) ^ (crc >>> 1);
    all[byte] = crc;
  }
  for (let at = 256; at < all.length; at += 1) {
    const before = at32(all, at - 256);
    all[at] = (before >>> 8) ^ at32(all, before & 0xff);
  }
  return all;
}
