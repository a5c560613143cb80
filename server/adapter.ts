import type { Engine } from './engine.ts';
import type { Limits } from './limits.ts';
import type { Quotas } from './access/quotas.ts';
import type { Runs } from './runs/runs.ts';
import type { FileStore, Store } from './store.ts';

/** What routes and turns work with. */
export interface Adapter {
  engine: Engine;
  store: Store;
  files: FileStore;
  limits: Limits;
  quotas: Quotas;
  runs: Runs;
}
