// Values of Parquet columns as cells of a CSV.

const MUST_BE_QUOTED = /[",\r\n]/;

/** Numbers as they are, lists and maps as JSON, nothing for what is missing. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** The text of a cell in quotes, where it must have them. */
export function csvCell(value: unknown): string {
  const text = cellText(value);
  return MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // A big integer inside, which is rare: a look at each member is slow.
    return JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint' ? inner.toString() : inner,
    );
  }
}

/** `2026-01-31T00:00:00Z`, with milliseconds only where there are some. */
export function isoText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

/**
 * A decimal to its last digit.
 * @param unscaled - a number, a big integer, or big-endian bytes in two's complement.
 */
export function decimalText(unscaled: unknown, places: number): string {
  if (unscaled === undefined || unscaled === null) return '';
  const whole = unscaled instanceof Uint8Array ? ofBytes(unscaled) : BigInt(unscaled as bigint);
  const sign = whole < 0n ? '-' : '';
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function ofBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}
