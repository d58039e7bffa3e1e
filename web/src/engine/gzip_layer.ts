// Unpacks gzip by script: all members, one after the other, their checksums compared.
import { Gunzip } from 'fflate';
import { Crc32 } from './crc32';
import type { Layer, PartListener } from './layers';
import { reasonOf, WRONG_CHECKSUM } from './layers';
import { PackedTail } from './packed_tail';

export const DAMAGED_GZIP = 'the gzip data is damaged';
const CUT_GZIP = 'the gzip data is cut off at its end, so the last days may lack costs';
const BYTES_BEHIND_GZIP = 'behind the gzip data stand other bytes, which were not read';
/** Behind each member stand its checksum and its size. */
const TRAILER_BYTES = 8;
/** A member is noticed when the header of the next one is there, which may be long. */
const KEPT_BYTES = 1024 * 1024;
const NOTHING = new Uint8Array(0);

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

export class GzipLayer implements Layer {
  hasFurtherMembers = false;
  isDamaged = false;
  readonly #gunzip: Gunzip;
  readonly #tail = new PackedTail(KEPT_BYTES);
  #checksum = new Crc32();
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
      this.#checksum.update(bytes);
      const known = Math.min(left, bytes.length);
      left -= known;
      if (bytes.length > known) inner.push(bytes.subarray(known), false);
    });
    this.#gunzip.onmember = (start) => {
      this.hasFurtherMembers = true;
      this.#compareChecksum(start);
      this.#checksum = new Crc32();
    };
  }

  push(bytes: Uint8Array, final: boolean): void {
    if (this.#hasEnded) return;
    this.#tail.push(bytes);
    try {
      this.#gunzip.push(bytes, final);
    } catch (cause) {
      this.#end();
      this.#damaged(gzipFault(cause, this.#hasGiven));
      return;
    }
    if (!final) return;
    this.#end();
    this.#compareChecksum(this.#tail.size);
  }

  /** @param end - where the member ends in the packed bytes. */
  #compareChecksum(end: number): void {
    const trailer = this.#tail.bytes(end - TRAILER_BYTES, end);
    if (trailer === null) return;
    const told = new DataView(trailer.buffer).getUint32(0, true);
    if (told !== this.#checksum.value) this.#damaged(`${DAMAGED_GZIP}: ${WRONG_CHECKSUM}`);
  }

  #damaged(what: string): void {
    if (!this.isDamaged) this.tell({ kind: 'damaged', name: this.name, what });
    this.isDamaged = true;
  }

  #end(): void {
    this.#hasEnded = true;
    this.inner.push(NOTHING, true);
  }
}

function gzipFault(cause: unknown, hasGiven: boolean): string {
  const reason = reasonOf(cause);
  if (/unexpected EOF/i.test(reason)) return CUT_GZIP;
  return /invalid gzip/i.test(reason) && hasGiven ? BYTES_BEHIND_GZIP : DAMAGED_GZIP;
}
