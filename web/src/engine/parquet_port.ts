// Asks the Parquet worker for rows, one slice after the other.
import { Failure, pageError } from './failure';

/** With a file: its first slice; without: the next one of the same file. */
export interface ParquetQuestion {
  readonly file: File | null;
}

export type ParquetAnswer =
  | { readonly kind: 'rows'; readonly bytes: Uint8Array; readonly bytesRead: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A file that cannot be read as Parquet. */
export class UnreadableParquet extends Failure {
  constructor(
    file: File,
    readonly reason: string,
  ) {
    const advice =
      'Check whether the file is whole, or download it again. A Parquet file that is cut off has lost its table of contents.';
    const message = `The Parquet file cannot be read: ${reason}.`;
    super(pageError('unreadable_file', message, advice, file.name));
  }
}

/** @throws UnreadableParquet. */
export async function* rowsFromPort(
  file: File,
  port: MessagePort,
): AsyncGenerator<{ bytes: Uint8Array; bytesRead: number }> {
  for (let question: ParquetQuestion = { file }; ; question = { file: null }) {
    const answer = await ask(port, question);
    if (answer.kind === 'end') return;
    if (answer.kind === 'failed') throw new UnreadableParquet(file, answer.reason);
    yield answer;
  }
}

function ask(port: MessagePort, question: ParquetQuestion): Promise<ParquetAnswer> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<ParquetAnswer>) => resolve(data);
    port.postMessage(question);
  });
}

/** What to say when the page could not load the reader. */
export function missingParquetReader(file: File): Failure {
  return new Failure(
    pageError(
      'no_parquet_reader',
      'The part of this page that reads Parquet files could not be loaded.',
      'It is fetched from the host of this page when the first Parquet file is opened: connect to the network and try again.',
      file.name,
    ),
  );
}
