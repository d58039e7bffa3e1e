// The reader of Parquet files is a worker of its own in a file of its own, which the page fetches from its
// own host when a person opens such a file: the same for everybody, and without a word about the bill.
// Only the page can fetch it: the core's worker is made of the page's own script and has no address.

let worker: Promise<Worker> | null = null;

/** A way to the worker that reads Parquet files, for the core's worker. @throws without a network. */
export async function openParquetReader(): Promise<MessagePort> {
  worker ??= import('./parquet_worker?worker&inline').then((file) => new file.default());
  try {
    const { port1, port2 } = new MessageChannel();
    (await worker).postMessage(port1, [port1]);
    return port2;
  } catch (cause) {
    worker = null;
    throw cause;
  }
}
