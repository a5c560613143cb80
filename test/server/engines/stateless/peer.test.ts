// A server of somebody else's making that speaks OpenAI's API and keeps nothing: what we read and write is what others do.
import { LLMock } from '@copilotkit/aimock';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import OpenAI from 'openai';
import type { MessagePage } from '../../../../protocol/index.ts';
import { responses, type Engine, type FunctionTool } from '../../../../server/index.ts';
import { chunks, grow, Harness, textOf } from '../../support/harness.ts';

const weather: FunctionTool = {
  description: 'Get the current weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: (input) => ({ sky: `blue over ${(input as { city: string }).city}` }),
};
const story = 'Once there was a **fox** 🦊, and it said: "Every claim points to its passage." It was right.';

describe('a third-party server with OpenAI’s API', () => {
  const mock = new LLMock({ port: 0 });

  before(() => mock.start());
  after(() => mock.stop());
  beforeEach(() => mock.reset());

  for (const [name, service] of [
    ['what it is asked to find out', {}],
    ['Responses', { conversations: false, responses: true }],
    ['Chat Completions', { conversations: false, responses: false }],
  ] as const) {
    describe(`by ${name}`, () => {
      it('streams its text to the last character', async () => {
        mock.onMessage('story', { content: story }, { chunkSize: 3 });
        const harness = setUp(service);
        const list = await chunks(await harness.send('c', 'Tell me a story.'));
        assert.equal(textOf(grow(list)), story);
        assert.deepEqual(list.at(-1), { type: 'finish', finishReason: 'stop' });
        assert.deepEqual(await history(harness), ['user: Tell me a story.', `assistant: ${story}`]);
      });

      it('calls functions of the server, two at once, and goes on with what they give', async () => {
        mock.on(
          { userMessage: 'weather', hasToolResult: false },
          {
            toolCalls: [
              { name: 'get_weather', arguments: { city: 'Oslo' } },
              { name: 'get_weather', arguments: { city: 'Rome' } },
            ],
          },
        );
        mock.on({ userMessage: 'weather', hasToolResult: true }, ({ messages }) => ({
          content: messages.flatMap(({ role, content }) => (role === 'tool' ? [String(content)] : [])).join(' and '),
        }));
        const list = await chunks(await setUp(service).send('c', 'What is the weather?'));
        assert.equal(textOf(grow(list)), '{"sky":"blue over Oslo"} and {"sky":"blue over Rome"}');
      });

      it('remembers the thread, because all of it is sent', async () => {
        mock.onMessage('first', { content: 'One.' });
        mock.onMessage('second', ({ messages }) => ({
          content: messages.map(({ role, content }) => `${role}: ${String(content)}`).join('\n'),
        }));
        const harness = setUp(service);
        await chunks(await harness.send('c', 'The first.', 'u1'));
        const list = await chunks(await harness.send('c', 'The second.', 'u2'));
        assert.match(textOf(grow(list)), /user: The first\.\nassistant: One\.\nuser: The second\.$/);
      });

      for (const [status, code] of [
        [429, 'service_busy'],
        [500, 'service_failed'],
      ] as const)
        it(`is told to have failed by its ${status}, without its words, and the question is kept`, async () => {
          mock.onMessage('anything', { error: { message: 'secret of the service' }, status });
          const harness = setUp(service);
          const answer = await harness.send('c', 'anything');
          const { error } = (await answer.json()) as { error: { code: string; retryable: boolean } };
          assert.deepEqual([error.code, error.retryable], [code, true]);
          assert.doesNotMatch(JSON.stringify(error), /secret/);
          assert.deepEqual(await history(harness), ['user: anything']);
        });

      it('breaks off in the middle, and what came is kept and said not to be all', async () => {
        const harness = setUp(service);
        mock.onMessage('story', { content: story }, { chunkSize: 3, latency: 5, truncateAfterChunks: 12 });
        const list = await chunks(await harness.send('c', 'Tell me a story.'));
        const text = textOf(grow(list));
        assert.ok(text.length > 0 && story.startsWith(text) && text !== story, text);
        assert.equal(
          list.some(({ type }) => type === 'error'),
          true,
        );
        assert.deepEqual(await history(harness), ['user: Tell me a story.', `assistant: ${text}`]);
      });
    });
  }

  function setUp(service: { conversations?: boolean; responses?: boolean }): Harness {
    const client = new OpenAI({ apiKey: 'any', baseURL: `${mock.url}/v1`, maxRetries: 0, logLevel: 'off' });
    const engine = responses({ client, model: 'any', tools: { get_weather: weather }, service }) as Engine;
    return new Harness({ client } as Harness['upstream'], { engine });
  }
});

async function history(harness: Harness): Promise<string[]> {
  const { data } = await harness.json<MessagePage>('/threads/c/messages?order=asc');
  return data.map((message) => `${message.role}: ${textOf(message)}`);
}
