// The figures of one day of one series, said once for the tooltip, the spoken sentence and the table.
import type { SeriesColumns } from '../../../wasm/expense_core';
import { formatDayAndWeekday } from './dates';
import { centsText, formatMoney, formatMoneyChange } from './money';
import { formatPercentChange } from './words';

export interface DayFacts {
  readonly day: number;
  /** "Tuesday, 3 Mar 2026" */
  readonly title: string;
  readonly actual: string;
  /** Null when the series has no model. */
  readonly model: ModelFacts | null;
}

export interface ModelFacts {
  readonly expected: string;
  readonly lower: string;
  readonly upper: string;
  /** actual - expected, with its sign. */
  readonly difference: string;
  readonly percent: string;
}

/** Figures of row `index` of the columns, of which the newest `arrivingDays` are not final. */
export function dayFacts(
  columns: SeriesColumns,
  index: number,
  currency: string,
  arrivingDays = 0,
): DayFacts {
  const day = columns.days[index] ?? 0;
  const actual = columns.actual[index] ?? 0;
  const money = (value: number | undefined): string => formatMoney(centsText(value ?? 0), currency);
  const isArriving = index >= columns.days.length - arrivingDays;
  const title = `${formatDayAndWeekday(day)}${isArriving ? ', still arriving' : ''}`;
  const facts = { day, title, actual: money(actual) };
  const expected = columns.expected[index];
  if (expected === undefined) return { ...facts, model: null };
  const difference = actual - expected;
  return {
    ...facts,
    model: {
      expected: money(expected),
      lower: money(columns.lower[index]),
      upper: money(columns.upper[index]),
      difference: formatMoneyChange(centsText(difference), currency),
      percent: formatPercentChange(percentOf(difference, expected)),
    },
  };
}

/** Null when something was spent where nothing was expected. */
function percentOf(difference: number, expected: number): number | null {
  if (Math.abs(difference) < 0.005) return 0;
  return expected > 0 ? (difference / expected) * 100 : null;
}

/** One sentence with the same figures. */
export function dayFactsSentence({ title, actual, model }: DayFacts): string {
  if (model === null) return `${title}: actual ${actual}.`;
  return (
    `${title}: actual ${actual}, expected ${model.expected}, ` +
    `band ${model.lower} to ${model.upper}, difference ${model.difference} (${model.percent}).`
  );
}
