// Money as text: grouping, rounding and signs, to the last digit.
import { describe, expect, test } from 'vitest';
import {
  centsText,
  formatExactMoney,
  formatMoney,
  formatMoneyChange,
  formatMoneySize,
  shortMoney,
} from './money';

describe('money', () => {
  test.each([
    ['1234567.8', 'USD', '$1,234,567.80'],
    ['0', 'USD', '$0.00'],
    ['-0.001', 'USD', '$0.00'],
    ['-1234.5', 'EUR', '\u2212€1,234.50'],
    ['999.995', 'USD', '$1,000.00'],
    ['0.005', 'USD', '$0.01'],
    ['12', 'CHF', 'CHF\u00a012.00'],
    ['1234.5', '', '1,234.50'],
    ['90071992547409931234.127', 'USD', '$90,071,992,547,409,931,234.13'],
  ])('%s %s is written %s', (text, currency, written) => {
    expect(formatMoney(text, currency)).toBe(written);
  });

  test('a change carries its sign, and none at zero', () => {
    expect(formatMoneyChange('4310.2', 'USD')).toBe('+$4,310.20');
    expect(formatMoneyChange('-3.1', 'USD')).toBe('\u2212$3.10');
    expect(formatMoneyChange('0.001', 'USD')).toBe('$0.00');
  });

  test('a size has no sign', () => {
    expect(formatMoneySize('-12.5', 'USD')).toBe('$12.50');
  });

  test('exact money keeps every digit of the bill', () => {
    expect(formatExactMoney('7978.1860921001', 'USD')).toBe('$7,978.1860921001');
    expect(formatExactMoney('10', '')).toBe('10');
  });

  test('text that is no number is shown as it is', () => {
    expect(formatMoney('n/a', 'USD')).toBe('n/a');
  });

  test('a value that is no number becomes nothing rather than NaN', () => {
    expect(centsText(Number.NaN)).toBe('');
    expect(centsText(1.005)).toBe('1.00');
  });

  test.each([
    [0, '$0'],
    [250, '$250'],
    [0.5, '$0.5'],
    [12_000, '$12k'],
    [1_500_000, '$1.5M'],
    [-2_000, '\u2212$2k'],
    [100, '$100'],
  ])('%d is %s on the axis', (value, written) => {
    expect(shortMoney(value, 'USD')).toBe(written);
  });
});
