// Parquet as the bytes of a CSV: the columns that a bill needs, row group by row group, names kept.
import {
  type AsyncBuffer,
  type ColumnData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  type SchemaElement,
} from 'hyparquet';
import {
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from 'hyparquet-compressors';
import { CellBytes, CellWriter } from './cell_bytes';
import { csvCell, decimalText, isoText } from './parquet_cells';

export interface ParquetSlice {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of the file that have been read so far, as a share of its rows. */
  readonly bytesRead: number;
}

/** A file of which any range can be read, as of a Blob. */
export interface ByteRanges {
  readonly size: number;
  slice(from: number, to?: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const ROWS_AT_ONCE = 16_384;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

const timestamp = (perMillisecond: bigint) => {
  // Times of a bill repeat from row to row, and big integers are slow.
  let last: bigint | undefined;
  let text = '';
  return (value: bigint | undefined): string => {
    if (value === undefined || value === null) return '';
    if (value !== last) {
      last = value;
      text = isoText(Number(value / perMillisecond));
    }
    return text;
  };
};

const PARSERS = {
  timestampFromMilliseconds: timestamp(1n),
  timestampFromMicroseconds: timestamp(1000n),
  timestampFromNanoseconds: timestamp(1_000_000n),
  dateFromDays: (days: number): string => isoText(days * 86_400_000).slice(0, 10),
};

const COMPRESSORS = {
  GZIP: decompressGzip,
  ZSTD: (packed: Uint8Array): Uint8Array => decompressZstd(packed),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** @throws Error when the file is damaged or packed in a way that is not known. */
export async function* parquetRows(file: ByteRanges): AsyncGenerator<ParquetSlice> {
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    slice: (from, to) => file.slice(from, to).arrayBuffer(),
  };
  const metadata = await parquetMetadataAsync(buffer);
  const columns = neededColumns(topColumns(metadata));
  const decimals = keepDecimalsWhole(metadata);
  const writers = columns.map((name) => {
    const places = decimals.get(name);
    return new CellWriter(places === undefined ? undefined : (value) => decimalText(value, places));
  });
  const header = `${columns.map(csvCell).join(',')}\n`;
  yield { bytes: new TextEncoder().encode(header), bytesRead: 0 };
  const text = new CellBytes(ROWS_AT_ONCE * columns.length);

  const total = Number(metadata.num_rows);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const chunks = new Map<string, ColumnData[]>(columns.map((name) => [name, []]));
    await parquetRead({
      file: buffer,
      metadata,
      columns,
      rowStart,
      rowEnd,
      compressors: COMPRESSORS,
      parsers: PARSERS,
      onChunk: (chunk) => chunks.get(chunk.columnName)?.push(chunk),
    });
    const cursors = columns.map((name) => new Cursor(chunks.get(name) ?? []));
    for (let row = rowStart; row < rowEnd; row += ROWS_AT_ONCE) {
      const end = Math.min(row + ROWS_AT_ONCE, rowEnd);
      writeRows(cursors, writers, row, end, text);
      yield { bytes: text.take(), bytesRead: Math.round((file.size * end) / total) };
    }
    rowStart = rowEnd;
  }
}

function writeRows(
  cursors: readonly Cursor[],
  writers: readonly CellWriter[],
  from: number,
  to: number,
  text: CellBytes,
): void {
  for (let row = from; row < to; row += 1) {
    for (let column = 0; column < cursors.length; column += 1) {
      if (column > 0) text.byte(COMMA);
      (writers[column] as CellWriter).write((cursors[column] as Cursor).value(row), text);
    }
    text.byte(LINE_FEED);
  }
}

/** Gives the values of one column in the order of rows. */
class Cursor {
  #next = 0;
  #values: ArrayLike<unknown> = [];
  #begin = 0;
  #end = 0;

  constructor(private readonly chunks: readonly ColumnData[]) {}

  value(row: number): unknown {
    while (row >= this.#end) this.#nextChunk();
    return this.#values[row - this.#begin];
  }

  #nextChunk(): void {
    const chunk = this.chunks[this.#next];
    this.#next += 1;
    this.#values = chunk?.columnData ?? [];
    this.#begin = chunk?.rowStart ?? this.#end;
    this.#end = chunk?.rowEnd ?? Number.POSITIVE_INFINITY;
  }
}

function topColumns({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (): void => {
    const children = schema[at]?.num_children ?? 0;
    at += 1;
    for (let child = 0; child < children; child += 1) skip();
  };
  for (let child = 0; child < (schema[0]?.num_children ?? 0); child += 1) {
    names.push(schema[at]?.name ?? '');
    skip();
  }
  return names;
}

/**
 * The reader makes doubles of decimals, which loses digits: without their type it gives the numbers as
 * they are stored. @returns the decimal places of those columns.
 */
function keepDecimalsWhole({ schema }: FileMetaData): Map<string, number> {
  const places = new Map<string, number>();
  for (const element of schema) {
    const isDecimal =
      element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL';
    if (!isDecimal || element.type === 'BYTE_ARRAY') continue;
    places.set(element.name, element.scale ?? 0);
    const bare = element as { -readonly [Key in keyof SchemaElement]?: SchemaElement[Key] };
    delete bare.converted_type;
    delete bare.logical_type;
  }
  return places;
}

/** Of a Cost and Usage Report, which has up to 200 columns, those that the core reads; of others all. */
export function neededColumns(names: readonly string[]): string[] {
  const isReport = names.some((name) => squeezed(name) === 'lineitemusagestartdate');
  return isReport ? names.filter((name) => NEEDED.test(squeezed(name))) : [...names];
}

const squeezed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

// The core's names (`aws_cur.cpp`, `aws_amortized_cost.cpp`); a test compares the two.
const NEEDED = new RegExp(
  `^(${[
    'bill(billingentity|billingperiodstartdate|invoiceid|payeraccount(id|name))',
    'lineitem(usagestartdate|usageenddate|usageaccount(id|name)|productcode|usagetype|operation)',
    'lineitem(lineitemtype|lineitemdescription|currencycode|availabilityzone)',
    'lineitem(net)?(un)?blendedcost',
    'product(productname|region|regioncode)?',
    'pricingpublicondemandcost',
    'reservation(reservationarn|.*cost|.*feeforbillingperiod|.*recurringfee)',
    'savingsplan.*(effectivecost|commitment|commitmenttodate)',
  ].join('|')})$`,
);
