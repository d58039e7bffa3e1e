// The newest bytes of a stream: what is packed tells its checksums behind the data.

export class PackedTail {
  /** Bytes that have been pushed in all. */
  size = 0;
  #slices: Uint8Array[] = [];
  #kept = 0;

  /** @param most - at least so many bytes are kept. */
  constructor(private readonly most: number) {}

  push(bytes: Uint8Array): void {
    this.size += bytes.length;
    this.#slices.push(bytes);
    this.#kept += bytes.length;
    for (
      let first = this.#slices[0]?.length ?? 0;
      this.#kept - first >= this.most;
      first = this.#slices[0]?.length ?? 0
    ) {
      this.#slices.shift();
      this.#kept -= first;
    }
  }

  /** @returns the bytes of a range of the stream; null where they are not there any more, or not yet. */
  bytes(from: number, to: number): Uint8Array | null {
    let at = this.size - this.#kept;
    if (from < at || to > this.size) return null;
    const range = new Uint8Array(to - from);
    for (const slice of this.#slices) {
      const begin = Math.max(from, at);
      const end = Math.min(to, at + slice.length);
      if (begin < end) range.set(slice.subarray(begin - at, end - at), begin - from);
      at += slice.length;
    }
    return range;
  }
}
