import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { r2FileStore } from '../../../server/stores/r2-file-store.ts';
import { findMiniflare } from '../../support/find-miniflare.ts';
import { MemoryR2Bucket } from '../../support/r2-bucket.ts';
import { fileStoreConformance } from './conformance.ts';

fileStoreConformance('R2 files, in memory', () => r2FileStore(new MemoryR2Bucket()));

test('an error of the bucket that is none of an upload’s end is told', async () => {
  const bucket = new MemoryR2Bucket();
  const { parts } = r2FileStore(bucket);
  const copy = (await parts?.begin(2)) ?? '';
  await parts?.put(copy, 1, new Uint8Array([1]));
  await assert.rejects(async () => parts?.join(copy, ['another'], 'a', { name: 'a', type: '' }), /10025/);
});

const Miniflare = await findMiniflare();
const reason = 'Miniflare is not there; `npm run fetch:miniflare` brings it';

// A skipped suite would say nothing.
if (!Miniflare) test('in Cloudflare’s own runtime', { skip: reason }, () => undefined);

describe('in Cloudflare’s own runtime', { skip: !Miniflare }, () => {
  if (!Miniflare) return;
  const script = 'export default { fetch: () => new Response() }';
  const runtime = new Miniflare({ modules: true, script, r2Buckets: ['FILES'] });
  after(() => runtime.dispose());
  let stores = 0;
  fileStoreConformance('R2 files', async () => {
    return r2FileStore(await runtime.getR2Bucket('FILES'), { prefix: `${stores++}/` });
  });
});
