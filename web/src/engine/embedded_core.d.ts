// The modules that web/embed_core.ts makes out of the built core.
declare module '#expense_core_bytes' {
  /** The wasm file: base64 of gzip. */
  const packedBytes: string;
  export default packedBytes;
}
