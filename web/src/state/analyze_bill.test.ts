// From drop to result: what each end of an analysis leaves on the page.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../../wasm/expense_core';
import { Failure, pageError } from '../engine/failure';
import { exampleReport, exampleSummary } from '../format/example_report';
import { BillAnalyst } from './analyze_bill';
import { announcement, failure, result, run, screen, shown } from './app_state';
import { askAsBefore } from './asked';
import { holidays } from './holidays';
import { type Analysis, ScriptedEngine, settled } from './scripted_engine';
import {
  currentView,
  resetSelection,
  selectedAnomalyId,
  selectedSeries,
  showView,
  type View,
} from './selection';

let engine: ScriptedEngine;
let analyst: BillAnalyst;
const bill = (name: string): File[] => [new File(['date,cost\n'], name)];
const newest = (): Analysis => engine.newest;

beforeEach(() => {
  engine = new ScriptedEngine();
  analyst = new BillAnalyst(engine);
  run.value = null;
  result.value = null;
  failure.value = null;
  holidays.value = 'US';
  askAsBefore(exampleReport().options);
  resetSelection(undefined);
});

describe('analyzing a bill', () => {
  test('leads from the first screen over progress to the result', async () => {
    expect(screen.value).toBe('first');
    const done = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    expect(screen.value).toBe('running');
    newest().resolve(exampleReport());
    await done;
    expect(screen.value).toBe('result');
    expect(result.value?.bill).toEqual({ label: 'a.csv', synthetic: false });
  });

  test('shows the total as soon as it is judged', async () => {
    const done = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    newest().events.onJudged(exampleSummary());
    await settled();
    expect(screen.value).toBe('running');
    expect(shown.value?.series.map(({ name }) => name)).toEqual(['Total']);
    newest().resolve(exampleReport());
    await done;
  });

  test('selects the largest anomaly', async () => {
    const done = analyst.analyzeSample();
    await settled();
    newest().resolve(exampleReport());
    await done;
    expect(selectedAnomalyId.value).toBe('a1');
    expect(selectedSeries.value).toBe(1);
    expect(result.value?.bill.synthetic).toBe(true);
  });

  test('a failure is shown, and the result before it is still there', async () => {
    const first = analyst.analyzeSample();
    await settled();
    newest().resolve(exampleReport());
    await first;
    const second = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    newest().reject(new Failure(pageError('not_a_bill', 'No header.', 'Export again.')));
    await second;
    expect(screen.value).toBe('failed');
    expect(failure.value?.code).toBe('not_a_bill');
    failure.value = null;
    expect(screen.value).toBe('result');
  });

  test('an unexpected fault is put in words too', async () => {
    const done = analyst.analyzeSample();
    await settled();
    newest().reject(new TypeError('x is undefined'));
    await done;
    expect(failure.value).toMatchObject({ code: 'page_fault' });
    expect(failure.value?.message).toContain('x is undefined');
  });

  test('cancel leads back to where one came from', async () => {
    const done = analyst.analyzeSample();
    await settled();
    await analyst.cancel();
    await done;
    expect(screen.value).toBe('first');
    expect(failure.value).toBeNull();
  });

  test('cancel counts even while the bill before is still being stopped', async () => {
    const first = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    const second = analyst.analyzeFiles(bill('b.csv'));
    await Promise.all([analyst.cancel(), first, second]);
    await settled();
    expect(screen.value).toBe('first');
    expect(engine.analyses).toHaveLength(1);
  });

  test('a second bill cancels the first, whose end changes nothing', async () => {
    const first = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    const second = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    await first;
    expect(run.value?.bill.label).toBe('b.csv');
    newest().resolve(exampleReport());
    await second;
    expect(result.value?.bill.label).toBe('b.csv');
    expect(engine.analyses).toHaveLength(2);
  });

  test('of three bills dropped at once only the last is analyzed', async () => {
    const first = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    const rest = [analyst.analyzeFiles(bill('b.csv')), analyst.analyzeFiles(bill('c.csv'))];
    await settled();
    newest().resolve(exampleReport());
    await Promise.all([first, ...rest]);
    expect(result.value?.bill.label).toBe('c.csv');
    expect(engine.analyses).toHaveLength(2);
  });
});

describe('other holidays', () => {
  const without = (): Report => {
    const report = exampleReport();
    return { ...report, options: { ...report.options, holidays: 'none' } };
  };

  beforeEach(async () => {
    const first = analyst.analyzeFiles(bill('a.csv'));
    await settled();
    expect(newest().settings.holidays).toEqual({ region: 'US', calendar: '' });
    newest().resolve(exampleReport());
    await first;
  });

  test('judge the same bill anew and leave the view as it was', async () => {
    const { source } = newest();
    showView({ ...currentView(), series: 0, anomalyId: 'a2', table: true });
    const chosen = currentView();
    const done = analyst.useHolidays('none');
    await settled();
    expect(screen.value).toBe('running');
    expect(newest().source).toBe(source);
    expect(newest().settings.holidays).toEqual({ region: 'none', calendar: '' });
    newest().resolve(without());
    await done;
    expect(result.value?.bill.label).toBe('a.csv');
    expect(currentView()).toEqual(chosen);
  });

  test('leave nothing selected when the anomaly is gone', async () => {
    showView({ ...currentView(), anomalyId: 'a2' });
    const done = analyst.useHolidays('none');
    await settled();
    newest().resolve({ ...without(), anomalies: [] });
    await done;
    expect(currentView().anomalyId).toBeNull();
  });

  test('stay chosen for the next bill', async () => {
    const done = analyst.useHolidays('none');
    await settled();
    newest().resolve(without());
    await done;
    void analyst.analyzeFiles(bill('b.csv'));
    await settled();
    expect(newest().settings.holidays).toEqual({ region: 'none', calendar: '' });
  });

  test('are taken back by a cancel, with the result before', async () => {
    const done = analyst.useHolidays('none');
    await settled();
    await analyst.cancel();
    await done;
    expect(holidays.value).toBe('US');
    expect(result.value?.report.options.holidays).toBe('US');
  });

  test('that are already counted change nothing', async () => {
    await analyst.useHolidays('US');
    expect(engine.analyses).toHaveLength(1);
  });
});

describe('the result before', () => {
  const chosen: View = {
    series: 0,
    anomalyId: 'a2',
    range: { first: 20514, last: 20518 },
    table: true,
    slice: 'ec2',
    direction: 'below',
  };

  beforeEach(async () => {
    const first = analyst.analyzeSample();
    await settled();
    newest().resolve(exampleReport());
    await first;
    showView(chosen);
  });

  test('does not say how the next bill is shown', async () => {
    const done = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    expect(currentView()).toMatchObject({ series: 0, range: null, table: false, slice: '' });
    newest().resolve(exampleReport());
    await done;
    expect(currentView()).toMatchObject({ anomalyId: 'a1', range: null, table: false, slice: '' });
  });

  test('is seen as the reader left it after a cancel', async () => {
    const done = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    await analyst.cancel();
    await done;
    expect(currentView()).toEqual(chosen);
  });

  test('a cancel is announced until the next analysis begins', async () => {
    const done = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    await analyst.cancel();
    await done;
    expect(announcement.value).toBe('The analysis of b.csv was cancelled.');
    void analyst.analyzeFiles(bill('c.csv'));
    expect(announcement.value).toBe('');
  });

  test('is seen as the reader left it after two failures and a cancelled bill between', async () => {
    const failing = new Failure(pageError('not_a_bill', 'No header.', 'Export again.'));
    const first = analyst.analyzeFiles(bill('b.csv'));
    await settled();
    newest().reject(failing);
    await first;
    const second = analyst.analyzeFiles(bill('c.csv'));
    await settled();
    const third = analyst.analyzeFiles(bill('d.csv'));
    await settled();
    newest().reject(failing);
    await Promise.all([second, third]);
    expect(screen.value).toBe('failed');
    expect(currentView()).toEqual(chosen);
  });
});
