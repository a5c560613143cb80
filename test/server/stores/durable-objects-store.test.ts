import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import {
  durableObjectsStore,
  type DurableObjectsStoreOptions,
  type ObjectNamespace,
} from '../../../server/stores/durable-objects-store.ts';
import { findMiniflare } from '../../support/find-miniflare.ts';
import { storeConformance } from './conformance.ts';

const Miniflare = await findMiniflare();
const reason = 'Miniflare is not there; `npm run fetch:miniflare` brings it';

/** The objects live in Cloudflare's own runtime; what a Worker does with their names, the Worker here does for the test. */
const worker = `
  import { AssistantStore } from ${JSON.stringify(fileURLToPath(new URL('../../../server/stores/durable-objects-store.ts', import.meta.url)))};
  export { AssistantStore };
  export default {
    fetch(request, { STORE }) {
      return STORE.get(STORE.idFromName(decodeURIComponent(request.headers.get('x-object')))).fetch(request);
    },
  };`;

// A skipped suite would say nothing.
if (!Miniflare) test('in Cloudflare’s own runtime', { skip: reason }, () => undefined);

describe('in Cloudflare’s own runtime', { skip: !Miniflare }, async () => {
  if (!Miniflare) return;
  const bundle = { stdin: { contents: worker, resolveDir: '.' }, bundle: true, write: false, format: 'esm' } as const;
  const { outputFiles } = await build(bundle);
  const runtime = new Miniflare({
    modules: true,
    script: outputFiles[0]!.text,
    compatibilityDate: '2026-04-01',
    durableObjects: { STORE: { className: 'AssistantStore', useSQLite: true } },
  });
  after(() => runtime.dispose());

  const namespace: ObjectNamespace<string> = {
    idFromName: (name) => name,
    get: (name) => ({
      fetch: (url, init) => {
        return runtime.dispatchFetch(url, { ...init, headers: { 'x-object': encodeURIComponent(name) } });
      },
    }),
  };
  let stores = 0;
  const newStore = (options?: DurableObjectsStoreOptions) => {
    return durableObjectsStore(namespace, { ...options, prefix: `${stores++}:` });
  };

  // Objects have no connections of their own: every process has the same ones by their names.
  storeConformance('Durable Objects', { store: newStore });

  test('only so many threads of an owner are listed', async () => {
    const store = newStore({ maxThreadsPerOwner: 2 });
    const entry = { title: null, createdAt: 1, updatedAt: 1, metadata: {} };
    for (const id of ['1', '2', '3']) await store.putThread('ann', { ...entry, id });
    const listed = await store.listThreads('ann', { limit: 9 });
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['3', '2'],
    );
  });
});
