// The worker that reads Parquet files: rows go through the port that the page hands it, as they are asked for.
import type { ParquetAnswer, ParquetQuestion } from './parquet_port';
import { type ParquetSlice, parquetRows } from './parquet_rows';

self.onmessage = ({ data: port }: MessageEvent<MessagePort>) => {
  let rows: AsyncGenerator<ParquetSlice> | null = null;
  const answer = async (file: File | null): Promise<void> => {
    try {
      if (file !== null) rows = parquetRows(file);
      const next = await rows?.next();
      if (next === undefined || next.done === true) {
        port.postMessage({ kind: 'end' } satisfies ParquetAnswer);
        return;
      }
      const { bytes } = next.value;
      port.postMessage({ kind: 'rows', ...next.value } satisfies ParquetAnswer, [bytes.buffer]);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      port.postMessage({ kind: 'failed', reason } satisfies ParquetAnswer);
    }
  };
  port.onmessage = ({ data }: MessageEvent<ParquetQuestion>) => void answer(data.file);
};
