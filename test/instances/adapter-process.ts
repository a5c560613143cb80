// One instance of the adapter, for tests that kill it: `instances.ts` runs it, and tells it by its first argument what to be.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import OpenAI from 'openai';
import { createClient } from 'redis';
import { assistant, assistants, responses, type Engine, type Store } from '../../server/index.ts';
import { redisStore } from '../../server/stores/redis-store.ts';
import { unlimited } from '../server/support/harness.ts';
import type { InstanceOptions } from './instances.ts';

const { service, assistantsService, redis } = JSON.parse(process.argv[2] ?? '{}') as InstanceOptions;
const model = 'test-model';
const clientOf = (baseURL: string) => new OpenAI({ apiKey: 'sk-test', baseURL, maxRetries: 0 });

function adapter(engine: Engine, store?: Store) {
  return assistant({
    engine,
    secret: 'a secret of more than sixteen characters',
    authorize: () => 'ann',
    limits: unlimited,
    // The time that addresses go by stands still, so that every instance tells the same chunks.
    now: () => Date.UTC(2026, 10, 22),
    onError: () => undefined,
    ...(store ? { store } : {}),
  });
}

const app = new Hono().route(
  '/hosted',
  adapter(responses({ client: clientOf(service), model, service: { conversations: true } })),
);
if (redis !== undefined) {
  const connection = createClient({ socket: { path: redis, tls: false } });
  connection.on('error', () => undefined);
  await connection.connect();
  const store = redisStore(connection, { leaseMs: 1500 });
  const abilities = { conversations: false, responses: true };
  app.route('/stateless', adapter(responses({ client: clientOf(service), model, service: abilities }), store));
  app.route('/assistants', adapter(assistants({ client: clientOf(assistantsService), model: 'local-rules' }), store));
}
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());
