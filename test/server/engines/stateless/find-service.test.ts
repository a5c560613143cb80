// What servers say to requests they must refuse, each in its own way, and what is made of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import OpenAI from 'openai';
import { ServiceFinder } from '../../../../server/engines/responses/service.ts';

type Answer = (path: string, body: unknown) => Response;

function clientOf(answer: Answer, baseURL = 'http://server.test/v1'): { client: OpenAI; calls: string[] } {
  const calls: string[] = [];
  const client = new OpenAI({
    apiKey: 'none',
    baseURL,
    maxRetries: 0,
    fetch: async (input, init) => {
      const path = new URL(input as string).pathname.replace('/v1', '');
      calls.push(path);
      return answer(path, JSON.parse(String(init?.body)));
    },
  });
  return { client, calls };
}

const refuse = (status: number, body: unknown) => Response.json(body, { status });
const invalid = () => refuse(400, { error: { message: 'invalid', type: 'invalid_request_error' } });

describe('what a service has is told from how it refuses', () => {
  const manners: Record<string, [answer: Answer, conversations: boolean, responses: boolean]> = {
    'as OpenAI does': [() => invalid(), true, true],
    'as Ollama does': [
      (path) => (path === '/responses' ? invalid() : new Response('404 page not found', { status: 404 })),
      false,
      true,
    ],
    'as vLLM does': [
      (path) => (path === '/responses' ? refuse(422, { detail: [] }) : refuse(404, { detail: 'Not Found' })),
      false,
      true,
    ],
    'as LM Studio does, with 200': [
      (path) =>
        path === '/responses' ? invalid() : Response.json({ error: `Unexpected endpoint or method. (POST ${path})` }),
      false,
      true,
    ],
    'as a server of chats does': [() => refuse(405, { detail: 'Method Not Allowed' }), false, false],
    'by stumbling over what it cannot take, so that chats are the safer way': [
      (path) => (path === '/responses' ? refuse(500, { error: 'not iterable' }) : refuse(404, { error: 'Not found' })),
      false,
      false,
    ],
    'by taking anything for a conversation': [
      () => Response.json({ id: 'conv_1', object: 'conversation' }),
      true,
      true,
    ],
  };
  for (const [manner, [answer, conversations, responses]] of Object.entries(manners)) {
    it(manner, async () => {
      const { client } = clientOf(answer);
      const found = await new ServiceFinder({ client, model: 'm' }).find();
      assert.deepEqual([found.conversations, found.responses], [conversations, responses]);
    });
  }
});

describe('what a service has is asked', () => {
  it('not at all where it is said, or where it is OpenAI', async () => {
    const { client, calls } = clientOf(() => assert.fail());
    const { client: openai } = clientOf(() => assert.fail(), 'https://api.openai.com/v1');
    const given = { conversations: false, responses: false };
    assert.equal((await new ServiceFinder({ client, model: 'm', given }).find()).responses, false);
    assert.equal((await new ServiceFinder({ client: openai, model: 'm' }).find()).conversations, true);
    assert.deepEqual(calls, []);
  });

  it('only for the rest where a part is said', async () => {
    const { client, calls } = clientOf(() => invalid());
    await new ServiceFinder({ client, model: 'm', given: { conversations: false } }).find();
    assert.deepEqual(calls, ['/responses']);
  });

  it('once for all who want to know, and again when it is long ago', async () => {
    let now = 0;
    const { client, calls } = clientOf(() => invalid());
    const finder = new ServiceFinder({ client, model: 'm', now: () => now });
    assert.equal(finder.known, undefined);
    assert.deepEqual(calls, [], 'nothing is asked before somebody wants to know');
    await Promise.all([finder.find(), finder.find()]);
    now += 9 * 60_000;
    await finder.find();
    assert.equal(calls.length, 1);
    now += 2 * 60_000;
    await finder.find();
    assert.equal(calls.length, 2);
  });

  it('again where it could not be asked', async () => {
    let isDown = true;
    const { client } = clientOf(() => (isDown ? refuse(503, {}) : invalid()));
    const finder = new ServiceFinder({ client, model: 'm' });
    await assert.rejects(finder.find(), { code: 'service_down' });
    isDown = false;
    assert.equal((await finder.find()).conversations, true);
    const { client: closed } = clientOf(() => refuse(401, {}));
    await assert.rejects(new ServiceFinder({ client: closed, model: 'm' }).find(), { code: 'service_locked_out' });
  });
});
