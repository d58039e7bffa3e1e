// Money as text: groups thousands and rounds by digits, never through binary fractions.

const SYMBOLS: Readonly<Record<string, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  INR: '₹',
};

/** The true minus sign: as wide as a plus, and not broken across lines. */
export const MINUS = '\u2212';

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  return { negative: sign === '-', whole: whole.replace(/^0+(?=\d)/, ''), fraction };
}

/** Rounds to two places, halves away from zero; digits are added or cut as text. */
function toCents({ negative, whole, fraction }: Decimal): Decimal {
  const kept = `${fraction}00`.slice(0, 2);
  const roundsUp = (fraction[2] ?? '0') >= '5';
  const cents = BigInt(whole + kept) + (roundsUp ? 1n : 0n);
  const digits = cents.toString().padStart(3, '0');
  return {
    negative: negative && cents !== 0n,
    whole: digits.slice(0, -2),
    fraction: digits.slice(-2),
  };
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "$" or "CHF " (with a space that does not break); "" when the bill names no currency. */
export function currencyPrefix(currency: string): string {
  if (currency === '') return '';
  return SYMBOLS[currency] ?? `${currency}\u00a0`;
}

function signed(decimal: Decimal, currency: string, plus: string): string {
  const sign = decimal.negative ? MINUS : plus;
  return `${sign}${currencyPrefix(currency)}${groupThousands(decimal.whole)}${
    decimal.fraction === '' ? '' : `.${decimal.fraction}`
  }`;
}

/** Exact decimal text to two places: "-1234.5" becomes "−$1,234.50". Text that is no number stays. */
export function formatMoney(text: string, currency: string): string {
  const decimal = parseDecimal(text);
  return decimal === null ? text : signed(toCents(decimal), currency, '');
}

/** The same with a plus before what is above zero: "+$12.00", "$0.00", "−$3.10". */
export function formatMoneyChange(text: string, currency: string): string {
  const decimal = parseDecimal(text);
  if (decimal === null) return text;
  const cents = toCents(decimal);
  const isZero = /^0+$/.test(cents.whole + cents.fraction);
  return signed(cents, currency, isZero ? '' : '+');
}

/** All the digits the bill had, grouped; for those who check to the last place. */
export function formatExactMoney(text: string, currency: string): string {
  const decimal = parseDecimal(text);
  return decimal === null ? text : signed(decimal, currency, '');
}

/** Size without sign, to two places: for sentences that say "above" or "below". */
export function formatMoneySize(text: string, currency: string): string {
  return formatMoney(text.replace(/^[+-]/, ''), currency);
}

/** A model value (a double) as decimal text with two places; the door from numbers to the above. */
export function centsText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '';
}

const SHORT_UNITS = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Short form for an axis: "$12k", "$1.5M", "$250". */
export function shortMoney(value: number, currency: string): string {
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  const prefix = `${sign}${currencyPrefix(currency)}`;
  for (const [unit, letter] of SHORT_UNITS) {
    if (size >= unit) return `${prefix}${trimZeros((size / unit).toFixed(2))}${letter}`;
  }
  return `${prefix}${trimZeros(size.toFixed(2))}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, '');
}
