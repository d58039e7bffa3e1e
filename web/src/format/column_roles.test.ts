// A first guess at which column is which.
import { describe, expect, test } from 'vitest';
import { guessedRoles, headerRow, isComplete, rowNaming } from './column_roles';

describe('column roles', () => {
  test('the header is the first row with the most words', () => {
    const rows = [
      ['Report of May'],
      ['When (date)', 'Net amount', 'Product'],
      ['2026-03-01', '1', 'x'],
    ];
    expect(headerRow(rows)).toBe(1);
    expect(headerRow([])).toBe(0);
  });

  test('each column is guessed to play one role', () => {
    const roles = guessedRoles(['Start day', 'Total cost', 'Service cost centre', 'Account']);
    expect(roles).toEqual({
      date: 'Start day',
      cost: 'Total cost',
      service: 'Service cost centre',
      account: 'Account',
    });
    expect(isComplete(roles)).toBe(true);
    expect(isComplete(guessedRoles(['a', 'b']))).toBe(false);
  });

  test('columns are told of a row only when it names all of them', () => {
    const rows = [['Report'], ['Day', 'Cost'], ['Day', 'Cost']];
    expect(rowNaming(rows, { date: 'Day', cost: 'Cost' })).toBe(1);
    expect(rowNaming(rows, { date: 'Day', cost: 'Net' })).toBe(-1);
    expect(rowNaming(rows, {})).toBe(-1);
  });
});
