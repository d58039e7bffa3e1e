// What the layers of a packed file have in common: bytes are pushed in, parts are told.

/** What a file consists of, in this order: each file inside is opened, given and closed. */
export type FilePart =
  | { readonly kind: 'open'; readonly name: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'close' }
  /** A Parquet file in place of open, bytes and close: only the whole of it can be read. */
  | { readonly kind: 'parquet'; readonly name: string; readonly bytes: Uint8Array[] }
  /** Something is damaged; what came before it was given. */
  | { readonly kind: 'damaged'; readonly name: string; readonly what: string };

export type PartListener = (part: FilePart) => void;

/** Takes bytes in any slices, which it may keep; the last push is final and may be empty. */
export interface Layer {
  push(bytes: Uint8Array, final: boolean): void;
}

export const WRONG_CHECKSUM = 'its checksum is wrong, so totals may be wrong';

export const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
