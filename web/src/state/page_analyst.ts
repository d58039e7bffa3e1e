// The one analyst of the page, with its engine: importing this module starts the worker.
import { EngineClient } from '../engine/engine_client';
import { spawnWorker } from '../engine/spawn_worker';
import { BillAnalyst } from './analyze_bill';
import { coreVersion } from './app_state';

export const analyst = new BillAnalyst(
  new EngineClient(spawnWorker, (version) => {
    coreVersion.value = version;
  }),
);
