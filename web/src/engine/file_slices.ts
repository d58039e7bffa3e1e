// Turns a file into slices of bytes, as they lie on the disk.
import { Failure, pageError } from './failure';

export interface FileSlice {
  readonly bytes: Uint8Array;
  /** Bytes of the file as it lies on the disk that have been read so far. */
  readonly bytesRead: number;
}

/** One buffer of this size is reused for the whole file: the fastest way to read a Blob. */
export const SLICE_BYTES = 1024 * 1024;

/** Yields the file from start to end. A slice is valid only until the next one is asked for. */
export async function* fileSlices(file: File): AsyncGenerator<FileSlice> {
  try {
    yield* plainSlices(file);
  } catch (cause) {
    throw readFailure(file, cause);
  }
}

async function* plainSlices(file: Blob): AsyncGenerator<FileSlice> {
  const reader = byteReader(file.stream());
  if (reader === null) {
    yield* streamSlices(file.stream());
    return;
  }
  let buffer = new ArrayBuffer(SLICE_BYTES);
  let bytesRead = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done || value === undefined) return;
      bytesRead += value.byteLength;
      yield { bytes: value, bytesRead };
      buffer = value.buffer;
    }
  } finally {
    await reader.cancel();
  }
}

/** A reader that fills our own buffer, or null where a browser's blobs have no byte stream. */
function byteReader(stream: ReadableStream): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

async function* streamSlices(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<FileSlice> {
  let bytesRead = 0;
  for await (const bytes of stream) {
    bytesRead += bytes.byteLength;
    yield { bytes, bytesRead };
  }
}

/** Only reading ends here: what the consumer of the slices throws never does. */
export function readFailure(file: File, cause: unknown): unknown {
  // A stream says TypeError where the browser has lost the file.
  if (cause instanceof DOMException || cause instanceof TypeError) {
    return new Failure(
      pageError(
        'unreadable_file',
        `The browser could not read the file (${cause.name}).`,
        'If it is a folder, drop the files inside it; if the file was moved or changed, drop it again.',
        file.name,
      ),
    );
  }
  return cause;
}
