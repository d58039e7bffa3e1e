// The worker that reads Parquet files: rows go through the port that the page hands it, some slices ahead of
// those that were taken.
import { type ParquetAnswer, type ParquetQuestion, SLICES_AHEAD } from './parquet_port';
import { parquetRows } from './parquet_rows';

/** One file being read. */
class Reading {
  #mayStillSend = SLICES_AHEAD;
  #isStopped = false;
  #wake: () => void = () => undefined;

  constructor(
    readonly id: number,
    private readonly port: MessagePort,
  ) {}

  taken(): void {
    this.#mayStillSend += 1;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  async run(file: File): Promise<void> {
    const reading = this.id;
    try {
      for await (const slice of parquetRows(file)) {
        while (this.#mayStillSend === 0 && !this.#isStopped) await this.#change();
        if (this.#isStopped) return;
        this.#mayStillSend -= 1;
        this.#say({ reading, kind: 'rows', ...slice }, [slice.bytes.buffer]);
      }
      this.#say({ reading, kind: 'end' });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#say({ reading, kind: 'failed', reason });
    }
  }

  #say(answer: ParquetAnswer, transfer: Transferable[] = []): void {
    this.port.postMessage(answer, transfer);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

self.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  let reading: Reading | null = null;
  port.onmessage = ({ data }: MessageEvent<ParquetQuestion>) => {
    if (data.kind === 'read') {
      reading?.stop();
      reading = new Reading(data.reading, port);
      void reading.run(data.file);
    } else if (data.reading === reading?.id) {
      if (data.kind === 'taken') reading.taken();
      else reading.stop();
    }
  };
};
