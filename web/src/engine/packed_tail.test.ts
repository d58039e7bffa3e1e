// The newest bytes of a stream can be asked for; older ones are said to be gone.
import { expect, test } from 'vitest';
import { PackedTail } from './packed_tail';

test('gives the newest bytes across slices, and null for others', () => {
  const tail = new PackedTail(5);
  tail.push(Uint8Array.of(0, 1, 2));
  tail.push(new Uint8Array(0));
  tail.push(Uint8Array.of(3, 4, 5));
  tail.push(Uint8Array.of(6, 7));
  expect(tail.size).toBe(8);
  expect(tail.bytes(4, 7)).toEqual(Uint8Array.of(4, 5, 6));
  expect(tail.bytes(3, 8)).toEqual(Uint8Array.of(3, 4, 5, 6, 7));
  expect(tail.bytes(2, 8)).toBeNull();
  expect(tail.bytes(7, 9)).toBeNull();
});
