// What a person reads when something went wrong, and what they can copy to report it.
import type { CoreError } from '../../../wasm/expense_core';

const OURS = new Set(['engine_stopped', 'out_of_memory', 'page_fault']);

/** The heading: whose trouble it is. */
export function errorTitle(error: CoreError): string {
  return OURS.has(error.code) ? 'The analysis stopped' : 'This bill could not be analyzed';
}

/** "bill.csv, line 12, column BilledCost"; "" when it concerns no place. */
export function errorPlace(error: CoreError): string {
  const parts = [
    error.file,
    error.line > 0 ? `line ${error.line}` : '',
    error.column === '' ? '' : `column ${error.column}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Everything known, one fact a line: for the clipboard. */
export function errorDetails(error: CoreError, coreVersion: string): string {
  return [
    `code: ${error.code}`,
    `message: ${error.message}`,
    `file: ${error.file || 'none'}`,
    `line: ${error.line || 'unknown'}`,
    `column: ${error.column || 'none'}`,
    `advice: ${error.advice}`,
    `version: ${coreVersion || 'unknown'}`,
  ].join('\n');
}
