// The checksum of gzip and zip, against its published value and another program's.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Crc32 } from './crc32';

const checksum = (bytes: Uint8Array, slice = bytes.length): number => {
  const crc = new Crc32();
  for (let at = 0; at < bytes.length; at += slice) crc.update(bytes.subarray(at, at + slice));
  return crc.value;
};
const bytes = Uint8Array.from({ length: 10_007 }, (_, at) => (at * 2_654_435_761) >>> 13);

test('has the check value of the standard', () => {
  expect(checksum(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(checksum(new Uint8Array(0))).toBe(0);
});

test.each([1, 7, 16, 33, 4_096])('is that of zlib in slices of %i bytes', (slice) => {
  const packed = gzipSync(bytes);
  expect(checksum(bytes, slice)).toBe(packed.readUInt32LE(packed.length - 8));
});
