// What is asked of the bill at hand: which costs are judged, and how its files are read.
import { signal } from '@preact/signals';
import type { CostRequest, DetectOptions } from '../../../wasm/expense_core';
import type { Reading } from '../engine/protocol';

/** What suits the bill. */
export const DEFAULT_COSTS: CostRequest = { measure: '', charge_types: [], split_by: '' };
export const DEFAULT_READING: Reading = { dimensions: [], columns: {} };

/** Of the result that is shown, or of the analysis that is running. */
export const costs = signal<CostRequest>(DEFAULT_COSTS);
export const reading = signal<Reading>(DEFAULT_READING);

/** Takes over what a report was asked. */
export function askAsBefore(options: DetectOptions): void {
  const { measure, charge_types, split_by, dimensions, columns } = options;
  costs.value = { measure, charge_types, split_by };
  reading.value = { dimensions, columns };
}

/** Of one of the bill's own dimensions, or of one that it offers and that has to be read. */
export function readingWith(dimension: string, named: readonly string[]): Reading {
  if (dimension === '' || named.includes(dimension)) return reading.value;
  return { ...reading.value, dimensions: [dimension] };
}
