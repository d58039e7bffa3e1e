// Parquet as the bytes of a CSV: every codec, nested columns, exact decimals, only what is needed.
import { openAsBlob, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { csvCell, decimalText, isoText } from './parquet_cells';
import { neededColumns, parquetRows } from './parquet_rows';

const bill = (name: string): Promise<Blob> =>
  openAsBlob(fileURLToPath(new URL(`../../../tests/data/bills/${name}`, import.meta.url)));

async function textOf(blob: Blob): Promise<string> {
  let text = '';
  for await (const { bytes } of parquetRows(blob)) text += new TextDecoder().decode(bytes);
  return text;
}

describe('Parquet rows', () => {
  test('have the names of the columns, decimals to the last digit, ISO times, maps as JSON', async () => {
    const [header, first] = (await textOf(await bill('focus_small.snappy.parquet'))).split('\n');
    expect(header).toBe(
      'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,ChargeCategory,' +
        'ChargePeriodStart,ProviderName,RegionId,ServiceName,SubAccountId,SubAccountName,Tags',
    );
    expect(first).toBe(
      '200.8480000000,170.7208,220.9328000000,200.848,USD,Usage,2026-01-01T00:00:00Z,AWS,' +
        'us-east-1,Amazon Elastic Compute Cloud,004512209870,shop-prod,"{""team"":""checkout""}"',
    );
  });

  test.each(['zstd', 'gzip'])('are the same from %s as from snappy', async (codec) => {
    const text = await textOf(await bill(`focus_small.${codec}.parquet`));
    expect(text).toBe(await textOf(await bill('focus_small.snappy.parquet')));
    expect(text.split('\n')).toHaveLength(1 + 121 + 1);
  });

  test('cannot be had of a file that is cut off', async () => {
    const whole = await bill('focus_small.snappy.parquet');
    await expect(textOf(whole.slice(0, 5000))).rejects.toThrow(/parquet/i);
  });

  test('leave out the columns of a Cost and Usage Report that cannot matter', () => {
    expect(
      neededColumns([
        'identity_line_item_id',
        'line_item_usage_start_date',
        'line_item_unblended_cost',
        'line_item_tax_type',
        'product_vcpu',
        'product',
        'savings_plan_savings_plan_effective_cost',
        'resource_tags_user_team',
      ]),
    ).toEqual([
      'line_item_usage_start_date',
      'line_item_unblended_cost',
      'product',
      'savings_plan_savings_plan_effective_cost',
    ]);
    // Every column that the core asks a report for.
    const asked = ['aws_cur', 'aws_amortized_cost'].flatMap((name) => {
      const source = new URL(`../../../core/billing/${name}.cpp`, import.meta.url);
      const columns = /"((?:bill|lineitem|product|pricing|reservation|savingsplan)[a-z]+)"/g;
      return [...readFileSync(source, 'utf8').matchAll(columns)].map(([, column]) => column ?? '');
    });
    const words = /^savingsplan(coveredusage|negation|recurringfee|upfrontfee)$|^productname$/;
    const columns = asked.filter((column) => !words.test(column));
    expect(columns.length).toBeGreaterThan(20);
    expect(neededColumns(['lineitemusagestartdate', ...columns]).slice(1)).toEqual(columns);
    expect(neededColumns(['date', 'cost', 'anything'])).toEqual(['date', 'cost', 'anything']);
  });
});

describe('cells', () => {
  test('hold numbers as they are, quotes doubled, lists and maps as JSON', () => {
    const cells = [undefined, null, 0, 1e-7, 12n, 'a "b", c', { n: 1n }].map(csvCell);
    expect(cells).toEqual(['', '', '0', '1e-7', '12', '"a ""b"", c"', '"{""n"":""1""}"']);
  });

  test('of decimals keep every digit', () => {
    expect(decimalText(-5, 2)).toBe('-0.05');
    expect(decimalText(12345678901234567890123n, 10)).toBe('1234567890123.4567890123');
    expect(decimalText(new Uint8Array([0xff, 0x85]), 1)).toBe('-12.3');
    expect(decimalText(7, 0)).toBe('7');
    expect(decimalText(undefined, 3)).toBe('');
  });

  test('of times have milliseconds only where there are some', () => {
    expect(isoText(0)).toBe('1970-01-01T00:00:00Z');
    expect(isoText(1)).toBe('1970-01-01T00:00:00.001Z');
  });
});
