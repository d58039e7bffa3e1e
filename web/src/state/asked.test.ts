// Asking anew: other costs of a bill, and other columns of its files.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Report, SeriesSummary } from '../../../wasm/expense_core';
import { Failure, pageError } from '../engine/failure';
import { exampleReport, exampleSummary } from '../format/example_report';
import { BillAnalyst } from './analyze_bill';
import { anotherBillRuns, failure, result, run, screen, unread } from './app_state';
import { askAsBefore, costs, DEFAULT_COSTS, reading } from './asked';
import { preview, ScriptedEngine, settled } from './scripted_engine';
import { resetSelection, selectedSeries, selectSeries } from './selection';

const told = { date: 'When', cost: 'Much' };

let engine: ScriptedEngine;
let analyst: BillAnalyst;
const bill = (name: string): File[] => [new File(['date,cost\n'], name)];
const notABill = (): Failure =>
  new Failure(pageError('not_a_bill', 'No header.', 'Tell.'), preview);

async function analyzed(name: string): Promise<void> {
  const done = analyst.analyzeFiles(bill(name));
  await settled();
  engine.newest.resolve(exampleReport());
  await done;
}

async function refuse(done: Promise<void>): Promise<void> {
  await settled();
  engine.newest.reject(notABill());
  await done;
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  engine = new ScriptedEngine();
  analyst = new BillAnalyst(engine);
  run.value = null;
  result.value = null;
  failure.value = null;
  unread.value = null;
  askAsBefore(exampleReport().options);
  resetSelection(undefined);
});

describe('other costs', () => {
  test('of the same bill are judged by what was changed, and the rest stays', async () => {
    await analyzed('a.csv');
    void analyst.useCosts({ measure: 'list' });
    await settled();
    void analyst.useCosts({ charge_types: ['tax'] });
    await settled();
    expect(engine.newest.settings.costs).toEqual({
      measure: 'list',
      charge_types: ['tax'],
      split_by: '',
    });
    expect(engine.newest.settings.reading).toEqual({ dimensions: [], columns: {} });
  });

  test('by a dimension that the bill only offers read the files again with it', async () => {
    await analyzed('a.csv');
    void analyst.useCosts({ split_by: 'tag:team' });
    await settled();
    expect(engine.newest.settings.reading.dimensions).toEqual(['tag:team']);
    expect(engine.newest.source).toBe(engine.analyses[0]?.source);
  });

  test('that the bill refuses leave those of the result in force', async () => {
    await analyzed('a.csv');
    const done = analyst.useCosts({ measure: 'none' });
    await settled();
    engine.newest.reject(new Failure(pageError('invalid_option', 'No measure.', 'Choose.')));
    await done;
    expect(costs.value.measure).toBe('');
    expect(screen.value).toBe('failed');
  });

  test('are forgotten for another bill', async () => {
    await analyzed('a.csv');
    void analyst.useCosts({ measure: 'list', split_by: 'tag:team' });
    await settled();
    void analyst.analyzeFiles(bill('b.csv'));
    await settled();
    expect(engine.newest.settings.costs).toEqual({ measure: '', charge_types: [], split_by: '' });
    expect(engine.newest.settings.reading.dimensions).toEqual([]);
  });

  test('cannot be chosen while another bill is read: they are not those of that bill', async () => {
    await analyzed('a.csv');
    void analyst.useCosts({ measure: 'list' });
    await settled();
    expect(anotherBillRuns.value).toBe(false);
    void analyst.analyzeFiles(bill('b.csv'));
    await settled();
    expect(anotherBillRuns.value).toBe(true);
    await analyst.useCosts({ measure: 'amortized' });
    expect(run.value?.bill.label).toBe('b.csv');
    expect(costs.value).toEqual(DEFAULT_COSTS);
  });

  describe('order the series anew', () => {
    const sliceOf = (service: string): SeriesSummary =>
      exampleSummary({ name: service, slice: { service } });
    const reportOf = (...services: string[]): Report => {
      const series = [exampleSummary(), ...services.map(sliceOf)];
      return exampleReport({ series: series.map((one, index) => ({ ...one, index })) });
    };

    beforeEach(async () => {
      const done = analyst.analyzeFiles(bill('a.csv'));
      await settled();
      engine.newest.resolve(reportOf('EC2', 'S3'));
      await done;
      selectSeries(2);
    });

    test.each([
      ['the slice stays in view', ['S3', 'EC2'], 1],
      ['the total comes into view when the slice is gone', ['EC2', 'SQS'], 0],
    ])('%s', async (_, services, series) => {
      const done = analyst.useCosts({ measure: 'list' });
      await settled();
      engine.newest.resolve(reportOf(...services));
      await done;
      expect(selectedSeries.value).toBe(series);
    });
  });
});

describe('columns that nobody could guess', () => {
  test('are asked about with the first rows, and the files are read by the answer', async () => {
    await refuse(analyst.analyzeFiles(bill('odd.csv')));
    expect(unread.value?.preview).toEqual(preview);
    const done = analyst.useColumns({ date: 'When', cost: 'Much' });
    await settled();
    expect(unread.value).toBeNull();
    expect(engine.newest.settings.reading.columns).toEqual({ date: 'When', cost: 'Much' });
    engine.newest.resolve(exampleReport());
    await done;
    expect(result.value?.bill.label).toBe('odd.csv');
  });

  test('that do not do either are shown again', async () => {
    await refuse(analyst.analyzeFiles(bill('odd.csv')));
    await refuse(analyst.useColumns({ date: 'Much', cost: 'When' }));
    expect(screen.value).toBe('failed');
    expect(unread.value?.preview).toEqual(preview);
    expect(reading.value.columns).toEqual({ date: 'Much', cost: 'When' });
  });

  test('that do not do stay chosen, also before an older result', async () => {
    await analyzed('a.csv');
    await refuse(analyst.analyzeFiles(bill('odd.csv')));
    expect(unread.value?.columns).toEqual({});
    await refuse(analyst.useColumns({ date: 'Much', cost: 'When' }));
    expect(unread.value?.columns).toEqual({ date: 'Much', cost: 'When' });
    expect(reading.value.columns).toEqual({});
  });

  test('are told of the result once the failure before it was dismissed', async () => {
    await analyzed('a.csv');
    await refuse(analyst.analyzeFiles(bill('odd.csv')));
    failure.value = null;
    void analyst.useColumns(told);
    await settled();
    expect(run.value?.bill.label).toBe('a.csv');
  });
});

describe('columns that were told', () => {
  beforeEach(async () => {
    await analyzed('guessed.csv');
    const done = analyst.useColumns(told);
    await settled();
    engine.newest.resolve(exampleReport());
    await done;
  });

  test('are asked for in the next file with this header, though a guess went well', async () => {
    const done = analyst.analyzeFiles(bill('next.csv'));
    await settled();
    expect(engine.newest.settings.reading.columns).toEqual({});
    engine.newest.resolve(exampleReport());
    await settled();
    expect(screen.value).toBe('running');
    expect(engine.newest.settings.reading.columns).toEqual(told);
    engine.newest.resolve(exampleReport());
    await done;
    expect(engine.analyses).toHaveLength(4);
    expect(result.value?.bill.label).toBe('next.csv');
  });

  test('are asked for when the next file with this header cannot be read by a guess', async () => {
    const refused = analyst.analyzeFiles(bill('next.csv'));
    await settled();
    engine.newest.reject(notABill());
    await settled();
    expect(engine.newest.settings.reading.columns).toEqual(told);
    engine.newest.resolve(exampleReport());
    await refused;
    expect(screen.value).toBe('result');
  });

  test('but did not do are not remembered', async () => {
    await refuse(analyst.useColumns({ date: 'Much', cost: 'When' }));
    const done = analyst.analyzeFiles(bill('next.csv'));
    await settled();
    engine.newest.resolve(exampleReport());
    await settled();
    expect(engine.newest.settings.reading.columns).toEqual(told);
    engine.newest.resolve(exampleReport());
    await done;
  });

  test('say nothing about files with another header', async () => {
    engine.preview = [['Day', 'Cost']];
    await analyzed('other.csv');
    expect(engine.analyses).toHaveLength(3);
  });
});
