// An engine for tests, which plays what the test says.
import type { Report, SeriesColumns } from '../../../wasm/expense_core';
import type { AnalysisEvents, Analyzed } from '../engine/engine_client';
import { Cancelled } from '../engine/failure';
import type { BillSource, Preview, Settings } from '../engine/protocol';
import { exampleColumns } from '../format/example_report';
import type { Engine } from './analyze_bill';

export interface Analysis {
  readonly source: BillSource;
  readonly settings: Settings;
  readonly events: AnalysisEvents;
  readonly resolve: (report: Report) => void;
  readonly reject: (reason: Error) => void;
}

export const preview: Preview = [
  ['When', 'Much'],
  ['2026-03-01', '1'],
];

/** An engine whose analyses the test ends by hand. */
export class ScriptedEngine implements Engine {
  readonly analyses: Analysis[] = [];
  /** Of the files of the analyses to come. */
  preview: Preview = preview;
  #running: Promise<unknown> = Promise.resolve();

  get newest(): Analysis {
    return this.analyses.at(-1) as Analysis;
  }

  analyze(source: BillSource, settings: Settings, events: AnalysisEvents): Promise<Analyzed> {
    const analyzed = new Promise<Analyzed>((done, reject) => {
      const resolve = (report: Report): void => done({ report, preview: this.preview });
      this.analyses.push({ source, settings, events, resolve, reject });
    });
    this.#running = analyzed.catch(() => undefined);
    return analyzed;
  }
  columns(): Promise<SeriesColumns> {
    return Promise.resolve(exampleColumns());
  }
  async cancel(): Promise<void> {
    this.analyses.at(-1)?.reject(new Cancelled());
    await this.#running;
  }
}

/** All that was begun has come as far as it can by itself. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
