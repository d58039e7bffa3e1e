// Rows of Parquet files without promises: a thread reads, and this one sleeps until it has answered.
import { MessageChannel, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import type { ReadParquet } from './input';
import type { ParquetAnswer, ParquetQuestion, ParquetThreadData } from './parquet_thread';

/** @param startThread - starts `parquet_thread.ts`; called with the first Parquet file. */
export function parquetReader(startThread: (data: ParquetThreadData) => Worker): ReadParquet {
  let ask: ((question: ParquetQuestion) => ParquetAnswer) | null = null;
  return function* (source) {
    ask ??= askedThread(startThread);
    for (let answer = ask({ source }); ; answer = ask({ source: null })) {
      if (answer.kind === 'end') return;
      if (answer.kind === 'failed') throw new Error(answer.reason);
      yield answer.bytes;
    }
  };
}

function askedThread(
  startThread: (data: ParquetThreadData) => Worker,
): (question: ParquetQuestion) => ParquetAnswer {
  const { port1, port2 } = new MessageChannel();
  const answers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  startThread({ port: port2, answers }).unref();
  port1.unref();
  return (question) => {
    const answered = Atomics.load(answers, 0);
    port1.postMessage(question);
    Atomics.wait(answers, 0, answered);
    const received: { message: ParquetAnswer } | undefined = receiveMessageOnPort(port1);
    return received?.message ?? { kind: 'failed', reason: 'its reader gave no answer' };
  };
}
