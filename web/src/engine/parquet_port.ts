// Takes rows from the Parquet worker, which reads ahead: it unpacks while the core computes.
import { Failure, pageError } from './failure';

/** `reading` is a number for each file: what still comes of an earlier one concerns nobody. */
export type ParquetQuestion =
  | { readonly kind: 'read'; readonly reading: number; readonly file: File }
  /** A slice was taken: one more may be sent. */
  | { readonly kind: 'taken'; readonly reading: number }
  | { readonly kind: 'stop'; readonly reading: number };

export type ParquetAnswer = { readonly reading: number } & (
  | { readonly kind: 'rows'; readonly bytes: Uint8Array; readonly bytesRead: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly reason: string }
);

/** At most so many slices are under way: the rows of a usual row group, some megabytes. */
export const SLICES_AHEAD = 8;

let latestReading = 0;

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
  latestReading += 1;
  const reading = latestReading;
  const say = (question: ParquetQuestion): void => port.postMessage(question);
  const answers: ParquetAnswer[] = [];
  let wake: () => void = () => undefined;
  port.onmessage = ({ data }: MessageEvent<ParquetAnswer>) => {
    if (data.reading !== reading) return;
    answers.push(data);
    wake();
  };
  say({ kind: 'read', reading, file });
  try {
    for (;;) {
      const answer = answers.shift();
      if (answer === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (answer.kind === 'end') return;
      if (answer.kind === 'failed') throw new UnreadableParquet(file, answer.reason);
      say({ kind: 'taken', reading });
      yield answer;
    }
  } finally {
    say({ kind: 'stop', reading });
  }
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
