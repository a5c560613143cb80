import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation, HttpTransport } from '../../../components/conversation/index.ts';
import { seeded } from '../../support/seeded.ts';
import { FakeAdapter, type FakeAdapterOptions } from './fake-adapter.ts';
import { textOf, transcript, until } from './scripted-transport.ts';

const answer = 'assistant: Hello — wörld 🌍.';

describe('Conversation over HTTP', () => {
  it('reads a stream whose bytes are cut anywhere', async () => {
    for (let pieceSize = 1; pieceSize < 40; pieceSize++) {
      const { conversation } = connect({ pieceSize });
      await conversation.send('Hi');
      assert.deepEqual(transcript(conversation), ['user: Hi', answer]);
    }
  });

  it('loses and doubles nothing when the line is cut behind every third byte', async () => {
    const { adapter: untouched, conversation: example } = connect();
    await example.send('Hi');
    const expected = untouched.messages.at(-1);
    const length = [...untouched.runs.values()][0]!.join('').length;
    for (let cut = 0; cut < length; cut += 3) {
      const { adapter, conversation } = connect({ cutAfter: (connection) => (connection === 0 ? cut : undefined) });
      await conversation.send('Hi');

      assert.deepEqual(transcript(conversation), ['user: Hi', answer], `cut behind ${cut}`);
      assert.deepEqual(conversation.messages.at(-1), expected);
      assert.equal(adapter.runCount, 1);
      assert.equal(conversation.error, null);
    }
  });

  it('survives random cuts and lost posts, in 300 seeded schedules', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      // Each cut leaves room for at least one event more, or nobody could ever get through.
      const { adapter, conversation } = connect({
        words: Array.from({ length: 1 + Math.floor(random() * 30) }, (_, at) => `${at} `),
        pieceSize: 1 + Math.floor(random() * 300),
        cutAfter: () => (random() < 0.6 ? 320 + Math.floor(random() * 900) : undefined),
        losePost: (post) => (post < 2 && random() < 0.4 ? (random() < 0.5 ? 'request' : 'answer') : undefined),
      });
      for (const text of ['one', 'two']) await conversation.send(text);

      assert.equal(conversation.error, null, `seed ${seed}`);
      assert.equal(adapter.runCount, 2, `seed ${seed}`);
      assert.deepEqual(conversation.messages.map(textOf), adapter.messages.map(textOf), `seed ${seed}`);
      assert.deepEqual(
        conversation.messages.map(({ id }) => id),
        adapter.messages.map(({ id }) => id),
        `seed ${seed}`,
      );
    }
  });

  it('shows after a reload what was there before, with the rest of the reply', async () => {
    for (const cut of [0, 50, 300, 600]) {
      const { adapter, conversation } = connect({ cutAfter: (connection) => (connection === 0 ? cut : undefined) });
      void conversation.send('Hi');
      await until(() => adapter.connections === 1);
      conversation.disconnect();

      const reloaded = talkTo(adapter, { threadId: 'thread' });
      reloaded.connect();
      await until(() => reloaded.messages.length === 2);
      await until(() => reloaded.status === 'ready');
      assert.deepEqual(transcript(reloaded), ['user: Hi', answer]);
      assert.equal(adapter.runCount, 1);
    }
  });

  it('shows a message that arrived although it seemed lost, when another is sent in its place', async () => {
    const { adapter, conversation } = connect({ losePost: (post) => (post > 0 && post < 4 ? 'answer' : undefined) });
    await conversation.send('one');
    conversation.input = 'two';
    await conversation.send();
    assert.equal(conversation.error?.code, 'network_error');
    assert.equal(conversation.input, 'two');
    conversation.input = 'two, said better';
    await conversation.send();

    assert.equal(conversation.error, null);
    assert.deepEqual(conversation.messages.map(textOf), adapter.messages.map(textOf));
    assert.equal(adapter.runCount, 3);
  });

  it('says in its own words that nobody is there, and keeps the message', async () => {
    const conversation = new Conversation({
      transport: new HttpTransport({
        endpoint: 'http://local/api/chat',
        fetch: () => Promise.reject(new TypeError('fetch failed')),
      }),
      retryDelay: () => 0,
    });
    conversation.input = 'Hi';
    await conversation.send();

    assert.equal(conversation.error?.code, 'network_error');
    assert.match(conversation.error?.message ?? '', /cannot be reached/);
    assert.equal(conversation.input, 'Hi');
  });
});

function connect(options?: FakeAdapterOptions) {
  const adapter = new FakeAdapter(options);
  return { adapter, conversation: talkTo(adapter) };
}

function talkTo(adapter: FakeAdapter, options: { threadId?: string } = {}): Conversation {
  const transport = new HttpTransport({ endpoint: 'http://local/api/chat', fetch: adapter.fetch });
  return new Conversation({ transport, retryDelay: () => 0, ...options });
}
