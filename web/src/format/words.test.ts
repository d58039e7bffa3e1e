// Counts, percentages, sizes and names in words.
import { describe, expect, test } from 'vitest';
import {
  counted,
  exactPercent,
  formatBytes,
  formatPercentChange,
  percentSize,
  sliceName,
} from './words';

describe('words', () => {
  test('one thing is singular, thousands are grouped', () => {
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(0, 'row')).toBe('0 rows');
    expect(counted(1204331, 'row')).toBe('1,204,331 rows');
    expect(counted(2, 'anomaly', 'anomalies')).toBe('2 anomalies');
  });

  test('a percentage of nothing is new', () => {
    expect(formatPercentChange(null)).toBe('new');
    expect(formatPercentChange(Number.POSITIVE_INFINITY)).toBe('new');
  });

  test('small percentages have one decimal, large ones none', () => {
    expect(formatPercentChange(4.53)).toBe('+4.5\u00a0%');
    expect(formatPercentChange(-62.4)).toBe('\u221262\u00a0%');
    expect(percentSize(12345.6)).toBe('12,346\u00a0%');
  });

  test('a setting keeps its digits', () => {
    expect(exactPercent(99.95)).toBe('99.95\u00a0%');
    expect(exactPercent(0.8 * 100)).toBe('80\u00a0%');
  });

  test('a slice is named by all its parts', () => {
    expect(sliceName({})).toBe('Total');
    expect(sliceName({ service: 'Amazon S3' })).toBe('Amazon S3');
    expect(sliceName({ service: 'Amazon S3', account: '42', region: 'eu-west-1' })).toBe(
      'Amazon S3, account 42, eu-west-1',
    );
  });

  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [12_400_000, '12.4 MB'],
    [600_000_000_000, '600.0 GB'],
  ])('%d bytes are written %s', (bytes, written) => {
    expect(formatBytes(bytes)).toBe(written);
  });
});
