// Three processes behind a router that sends every request to any of them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { serve, type ServerType } from '@hono/node-server';
import type { MessagePage } from '../../protocol/index.ts';
import { createLocalService } from '../../server/local/index.ts';
import { FakeOpenAI } from '../server/support/fake-openai.ts';
import { textOf } from '../server/support/harness.ts';
import { message } from '../server/support/response-events.ts';
import { RedisServer, whyNoRedis } from '../support/redis-server.ts';
import { Instances, type EngineName } from './instances.ts';
import { Page } from './page.ts';

const half = 'Half of it is said. ';
const rest = 'And that is the rest of it.';
const timeout = 120_000;
const redisOnly = { skip: whyNoRedis() ?? false, timeout };

const local = createLocalService({ pace: 10 });
const servers: ServerType[] = [];
let upstream: FakeOpenAI;
let redis: RedisServer | undefined;
let instances: Instances;
/** Lets the service say the rest. */
let open = () => {};

before(async () => {
  redis = redisOnly.skip ? undefined : await RedisServer.start({ keeps: true });
  instances = new Instances({
    service: await listening((request) => upstream.fetch(request)),
    assistantsService: await listening((request) => local.fetch(request)),
    ...(redis ? { redis: redis.socket } : {}),
  });
});
beforeEach(async () => {
  const opened = new Promise<void>((resolve) => (open = resolve));
  upstream = new FakeOpenAI(() => [{ item: message(half) }, { wait: opened }, { item: message(rest) }]);
  await instances.start();
});
after(async () => {
  await instances.end();
  for (const server of servers) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
  await local.close();
  await redis?.end();
});

async function listening(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** A new thread, its first answer as a page reads it at the first instance, and, half way, at the second. */
async function begin(engine: EngineName): Promise<{ id: string; page: Page; other: Page }> {
  const { id } = (await (await instances.at(engine).post('/threads', {})).json()) as { id: string };
  const page = new Page(instances, engine, id, await instances.at(engine, 0).send(id, 'Go', 'u1'));
  await page.until(half);
  const other = new Page(instances, engine, id, await instances.at(engine, 1).get(`/chat/${id}/stream`));
  await other.until(half);
  return { id, page, other };
}

async function kept(engine: EngineName, id: string): Promise<string[]> {
  const response = await instances.at(engine).get(`/threads/${id}/messages`);
  return ((await response.json()) as MessagePage).data.map(textOf);
}

test('a run is stopped from a third process, and all who read it hear of it', { timeout }, async () => {
  const { id, page, other } = await begin('hosted');
  assert.equal((await instances.at('hosted', 2).post(`/chat/${id}/stop`, {})).status, 200);
  await Promise.all([page.all(), other.all()]);
  assert.ok(page.types.includes('abort') && other.types.includes('abort'));
  assert.equal(upstream.count('POST', /cancel$/), 1);
});

test(
  'a run whose process is killed is read on at the others from the service, and said once',
  { timeout },
  async () => {
    const { id, page, other } = await begin('hosted');
    await instances.kill(0);
    await page.untilResumed();
    open();
    await Promise.all([page.all(), other.all()]);
    assert.deepEqual([page.text, other.text], [half + rest, half + rest]);
    assert.ok(page.isWhole && other.isWhole);
    assert.equal(upstream.creates.length, 1);
    assert.deepEqual(await kept('hosted', id), ['Go', half + rest]);
  },
);

test(
  'a process that is told to end while it has a thousand streams open hands all of them on',
  { timeout },
  async () => {
    const [threads, streamsOfEach] = [20, 50];
    const pages: Page[] = [];
    for (let thread = 0; thread < threads; thread++) {
      const { id } = (await (await instances.at('hosted').post('/threads', {})).json()) as { id: string };
      const first = new Page(instances, 'hosted', id, await instances.at('hosted', 0).send(id, 'Go', 'u1'));
      await first.until(half);
      const follow = async () =>
        new Page(instances, 'hosted', id, await instances.at('hosted', 0).get(`/chat/${id}/stream`));
      pages.push(first, ...(await Promise.all(Array.from({ length: streamsOfEach - 1 }, follow))));
    }
    await Promise.all(pages.map((page) => page.until(half)));
    await instances.kill(0, 'SIGTERM');
    open();
    await Promise.all(pages.map((page) => page.all()));
    assert.equal(pages.length, threads * streamsOfEach);
    assert.ok(pages.every((page) => page.text === half + rest && page.isWhole));
    assert.equal(upstream.creates.length, threads);
  },
);

test('with a Redis, a run that no service keeps is stopped from a third process', redisOnly, async () => {
  const { id, page, other } = await begin('stateless');
  await instances.at('stateless', 2).post(`/chat/${id}/stop`, {});
  await Promise.all([page.all(), other.all()]);
  assert.deepEqual(page.events, other.events);
  assert.ok(page.types.includes('abort') && page.isWhole);
  upstream.script = () => [{ item: message('Next.') }];
  const send = () => instances.at('stateless').send(id, 'Next', 'u2');
  let next = await send();
  // The process that holds the thread hears within a second that it is free.
  while (next.status === 409) next = await send();
  const answer = new Page(instances, 'stateless', id, next);
  await answer.all();
  assert.equal(answer.text, 'Next.');
});

for (const [how, keeps] of Object.entries({ 'with what it had': true, 'with nothing': false })) {
  test(`a Redis that is killed and starts again ${how} costs no run a word`, redisOnly, async () => {
    const { page, other } = await begin('stateless');
    await redis?.kill();
    await redis?.start({ keeps });
    open();
    await Promise.all([page.all(), other.all()]);
    assert.deepEqual([page.text, other.text], [half + rest, half + rest]);
    assert.equal(upstream.creates.length, 1);
  });
}

test(
  'where only the killed process could go on, what was said stays, and it can be asked again',
  redisOnly,
  async () => {
    const { id, page, other } = await begin('stateless');
    await instances.kill(0);
    await Promise.all([page.all(), other.all()]);
    for (const each of [page, other]) {
      assert.deepEqual([each.text, each.types.at(-1), each.isWhole], [half, 'error', true]);
    }
    upstream.script = () => [{ item: message('Again.') }];
    const again = new Page(instances, 'stateless', id, await instances.at('stateless').send(id, 'Go', 'u1'));
    await again.all();
    assert.equal(again.text, 'Again.');
    assert.deepEqual(await kept('stateless', id), ['Go', 'Again.']);
  },
);

test('a run of Assistants whose process is killed is read from the service at the others', redisOnly, async () => {
  const { id } = (await (await instances.at('assistants').post('/threads', {})).json()) as { id: string };
  const page = new Page(instances, 'assistants', id, await instances.at('assistants', 0).send(id, 'help', 'u1'));
  await page.until(' ');
  await instances.kill(0);
  await page.all();
  assert.equal(page.text, (await kept('assistants', id))[1]);
  assert.ok(page.text.length > 50);
});
