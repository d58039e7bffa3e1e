// Makes the worker from a blob: its whole source, core included, is part of the page's own script.
import EngineWorker from './engine_worker?worker&inline';

export function spawnWorker(): Worker {
  return new EngineWorker({ name: 'expense-core' });
}
