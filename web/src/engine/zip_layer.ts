// Unpacks zip: the files in it one after the other, their checksums compared with the table at its end.
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { Crc32 } from './crc32';
import type { Layer, PartListener } from './layers';
import { reasonOf, WRONG_CHECKSUM } from './layers';
import { PackedTail } from './packed_tail';

const NOTHING = new Uint8Array(0);
/** Of the table of contents, which stands at the end, as much as ten thousand files need. */
const KEPT_BYTES = 1024 * 1024;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MOST_COMMENT_BYTES = 0xffff;

/** A zip that is to be unpacked: workbooks (.xlsx) are zips too, and are named by the core. */
export function isZip(head: Uint8Array): boolean {
  const kind = head[2] === 0x03 ? 0x04 : 0x06;
  const isAnyZip = head[0] === 0x50 && head[1] === 0x4b && head[3] === kind;
  const isWorkbook = new TextDecoder('latin1').decode(head).includes('[Content_Types].xml');
  return isAnyZip && (head[2] === 0x03 || head[2] === 0x05) && !isWorkbook;
}

interface GivenFile {
  readonly name: string;
  readonly checksum: Crc32;
  isWhole: boolean;
}

export class ZipLayer implements Layer {
  readonly #unzip = new Unzip();
  readonly #tail = new PackedTail(KEPT_BYTES);
  readonly #given = new Map<number, GivenFile>();
  #files = 0;
  #hasEnded = false;
  #isDamaged = false;

  /** @param layerOf - what takes the bytes of a file inside. */
  constructor(
    private readonly name: string,
    private readonly layerOf: (name: string) => Layer,
    private readonly tell: PartListener,
  ) {
    this.#unzip.register(UnzipInflate);
    this.#unzip.onfile = (file) => {
      this.#open(file, this.#files);
      this.#files += 1;
    };
  }

  push(bytes: Uint8Array, final: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = final;
    this.#tail.push(bytes);
    try {
      this.#unzip.push(bytes, final);
    } catch (cause) {
      this.#hasEnded = true;
      this.#fail(this.name, `the zip is damaged: ${reasonOf(cause)}`);
      return;
    }
    if (final) this.#compareChecksums();
  }

  #open(file: UnzipFile, position: number): void {
    const path = pathOf(file);
    if (isPassedOver(path)) return;
    const name = `${this.name}/${path}`;
    const inner = this.layerOf(name);
    const given: GivenFile = { name, checksum: new Crc32(), isWhole: false };
    this.#given.set(position, given);
    let hasEnded = false;
    file.ondata = (error, bytes, final) => {
      if (hasEnded) return;
      hasEnded = final || error !== null;
      if (error === null) given.checksum.update(bytes);
      given.isWhole = final && error === null;
      inner.push(error === null ? bytes : NOTHING, hasEnded);
      if (error !== null) this.#fail(name, `it cannot be unpacked: ${reasonOf(error)}`);
    };
    file.start();
  }

  /** The table tells the files in their order; where it does not tell as many, nothing is compared. */
  #compareChecksums(): void {
    const checksums = this.#toldChecksums();
    if (checksums.length !== this.#files) return;
    for (const [position, { name, checksum, isWhole }] of this.#given) {
      if (isWhole && checksums[position] !== checksum.value) {
        this.tell({ kind: 'damaged', name, what: `the file is damaged: ${WRONG_CHECKSUM}` });
      }
    }
  }

  #toldChecksums(): number[] {
    const { size } = this.#tail;
    const end = this.#tail.bytes(Math.max(0, size - END_BYTES - MOST_COMMENT_BYTES), size);
    if (end === null) return [];
    const last = new DataView(end.buffer);
    let at = end.length - END_BYTES;
    while (at >= 0 && last.getUint32(at, true) !== END_SIGNATURE) at -= 1;
    if (at < 0) return [];
    const tableBytes = last.getUint32(at + 12, true);
    const tableEnd = size - end.length + at;
    const table = this.#tail.bytes(Math.max(0, tableEnd - tableBytes), tableEnd);
    return table === null ? [] : checksumsOf(new DataView(table.buffer));
  }

  #fail(name: string, what: string): void {
    if (!this.#isDamaged) this.tell({ kind: 'damaged', name, what });
    this.#isDamaged = true;
  }
}

function checksumsOf(table: DataView): number[] {
  const found: { checksum: number; offset: number }[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= table.byteLength && table.getUint32(at, true) === ENTRY_SIGNATURE) {
    found.push({
      checksum: table.getUint32(at + 16, true),
      offset: table.getUint32(at + 42, true),
    });
    const texts = [28, 30, 32].map((field) => table.getUint16(at + field, true));
    at += texts.reduce((sum, length) => sum + length, ENTRY_BYTES);
  }
  found.sort((a, b) => a.offset - b.offset);
  return found.map(({ checksum }) => checksum);
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
