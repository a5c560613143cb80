import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Store } from '../../../server/index.ts';
import { redisStore, type RedisStore, type RedisStoreOptions } from '../../../server/stores/redis-store.ts';
import { RedisServer, whyNoRedis } from '../../support/redis-server.ts';
import { storeConformance } from './conformance.ts';

const reason = whyNoRedis();

// A skipped suite would say nothing.
if (reason) test('in a real Redis', { skip: reason }, () => undefined);

describe('in a real Redis', { skip: reason !== undefined }, () => {
  let server: RedisServer;
  const clients: Awaited<ReturnType<RedisServer['connect']>>[] = [];
  const stores: RedisStore[] = [];
  const prefixes = new Map<Store, string>();

  before(async () => {
    server = await RedisServer.start({ keeps: true });
  });
  after(async () => {
    for (const store of stores) store.close();
    for (const client of clients) client.destroy();
    await server.end();
  });

  const newStore = async (options: RedisStoreOptions = {}): Promise<RedisStore> => {
    const client = await server.connect();
    clients.push(client);
    const prefix = options.prefix ?? `${stores.length}:`;
    const store = redisStore(client, { ...options, prefix });
    stores.push(store);
    prefixes.set(store, prefix);
    return store;
  };

  storeConformance('Redis', {
    store: newStore,
    again: (store, options) => newStore({ ...options, prefix: prefixes.get(store) ?? '' }),
  });

  test('it is bounded: only so many threads of an owner, and so many events of a run', async () => {
    const store = await newStore({ maxThreadsPerOwner: 2, maxEvents: 3 });
    const entry = { title: null, createdAt: 1, updatedAt: 1, metadata: {} };
    for (const id of ['1', '2', '3']) await store.putThread('ann', { ...entry, id });
    assert.deepEqual(
      (await store.listThreads('ann', { limit: 9 })).map(({ id }) => id),
      ['3', '2'],
    );
    await store.log.append('run', 0, ['a', 'b', 'c']);
    await assert.rejects(store.log.append('run', 3, ['d']), /too many events/);
  });

  test('nothing stays for ever, and nothing stands outside of the prefix', async () => {
    const store = await newStore({ prefix: 'all:' });
    await store.claim('claimed', 'x', Number.POSITIVE_INFINITY);
    await store.bind('bound', 'x');
    await store.hit('hit', 60_000);
    await store.putThread('ann', { id: '1', title: null, createdAt: 1, updatedAt: 1, metadata: {} });
    await store.transcripts.append('thread', ['x']);
    await store.log.append('open', 0, ['x']);
    const reading = (await newStore({ prefix: 'all:' })).log.read('open', 1);
    await store.log.append('open', 1, ['y']);
    await reading;
    await store.log.append('closed', 0, ['x']);
    await store.log.close('closed', 60_000);
    const client = await server.connect();
    clients.push(client);
    const keys = (await client.keys('*')).filter((key) => !/^\d+:/.test(key));
    assert.ok(keys.length >= 8);
    for (const key of keys) {
      assert.ok(key.startsWith('all:'), key);
      assert.ok((await client.pTTL(key)) > 0, `${key} stays for ever`);
    }
  });

  test('a Redis that starts again has everything, and who waits there gets what comes', async () => {
    const one = await newStore({ prefix: 'again:' });
    const two = await newStore({ prefix: 'again:' });
    await one.claim('key', 'x', 60_000);
    await one.log.append('run', 0, ['a']);
    // A call that the server takes down with it fails, as often as its client has not noticed yet; whoever asks again is served.
    const patiently = <Result>(call: () => Promise<Result>): Promise<Result> => call().catch(() => patiently(call));
    const read = patiently(() => two.log.read('run', 1));
    await server.kill();
    await server.start();
    await patiently(() => one.log.append('run', 1, ['b']));
    assert.deepEqual(await read, { events: ['b'], ended: false });
    assert.equal(await patiently(() => two.claim('key', 'y', 60_000)), 'x');
  });
});
