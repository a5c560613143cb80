import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChunk, type Chunk, type UIMessage } from '../../../protocol/index.ts';
import { clientError, TransportError, type Conversation } from '../../../components/conversation/index.ts';
import {
  converse,
  finish,
  frames,
  ScriptedReply,
  ScriptedTransport,
  start,
  textEnd,
  textOf,
  textStart,
  transcript,
  until,
} from './scripted-transport.ts';

const run: Chunk[] = [
  start('run', 'thread', { replyTo: 'item' }),
  { type: 'start-step' },
  { type: 'reasoning-start', id: 'r' },
  { type: 'reasoning-delta', id: 'r', delta: 'Let me ' },
  { type: 'reasoning-delta', id: 'r', delta: 'think.' },
  { type: 'reasoning-end', id: 'r' },
  { type: 'tool-input-start', toolCallId: 'c', toolName: 'code_interpreter', providerExecuted: true },
  { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '{"code":"1' },
  { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '+1"}' },
  {
    type: 'tool-input-available',
    toolCallId: 'c',
    toolName: 'code_interpreter',
    input: { code: '1+1' },
    providerExecuted: true,
  },
  { type: 'tool-output-available', toolCallId: 'c', output: { outputs: [] }, providerExecuted: true },
  { type: 'data-status', transient: true, data: { phase: 'writing', text: 'Writing' } },
  textStart,
  { type: 'text-delta', id: 't', delta: 'The answer ' },
  { type: 'text-delta', id: 't', delta: 'is 2' },
  { type: 'text-delta', id: 't', delta: '.' },
  textEnd,
  { type: 'finish-step' },
  finish(),
];
const whole = run.reduce(applyChunk, { id: '', role: 'assistant', parts: [] } as UIMessage);

describe('Conversation, a reply that streams', () => {
  it('grows the very message that its chunks make', async () => {
    const { conversation, reply } = await replying();
    reply.push(...run);
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
  });

  it('changes once per batch, and leaves the other messages as they are', async () => {
    const { conversation, reply } = await replying();
    const [sent] = conversation.messages;
    let changes = 0;
    conversation.addEventListener('change', ({ what }) => {
      if (what.has('messages')) changes++;
    });
    reply.push(start('run'), textStart);
    for (let token = 0; token < 1000; token++) reply.text('x');
    reply.push(textEnd, finish());
    await until(() => conversation.status === 'ready');

    assert.equal(textOf(conversation.messages.at(-1)), 'x'.repeat(1000));
    assert.equal(conversation.messages[0], sent);
    assert.ok(changes <= 3, `${changes} changes`);
  });

  it('does not touch a message that somebody holds', async () => {
    const { conversation, reply } = await replying();
    reply.push(start('run'), textStart).text('one');
    await until(() => textOf(conversation.messages.at(-1)) === 'one');
    const held = conversation.messages;
    const copy = structuredClone(held);
    reply.text(' two').push(textEnd, finish());
    await until(() => conversation.status === 'ready');

    assert.deepEqual(held, copy);
    assert.notEqual(conversation.messages, held);
  });

  it('tells what the run does at the moment, and forgets it at the end', async () => {
    const { conversation, reply } = await replying();
    reply.push(start('run'), {
      type: 'data-status',
      transient: true,
      data: { phase: 'searching', text: 'Searching files', toolCallId: 'c' },
    });
    await until(() => conversation.activity);
    assert.deepEqual(conversation.activity, { phase: 'searching', text: 'Searching files', toolCallId: 'c' });
    assert.deepEqual(conversation.messages.at(-1)?.parts, []);
    reply.push(finish());
    await until(() => conversation.status === 'ready');

    assert.equal(conversation.activity, null);
  });

  it('tells nothing of a step that has its output', async () => {
    const { conversation, reply } = await replying();
    const data = { phase: 'running', text: 'Running code', toolCallId: 'c' };
    reply.push(
      start('run'),
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'code_interpreter', input: { code: '1 + 1' } },
      { type: 'data-status', transient: true, data },
    );
    await until(() => conversation.activity?.toolCallId === 'c');
    reply.push({ type: 'tool-output-available', toolCallId: 'other', output: {} });
    reply.push({ type: 'tool-output-available', toolCallId: 'c', output: { outputs: [] } });
    await until(() => conversation.activity === null);
    assert.equal(conversation.status, 'streaming');
  });

  it('ends with a stream that was aborted', async () => {
    const { conversation, reply } = await replying();
    let outcome = '';
    conversation.addEventListener('reply-end', (event) => (outcome = event.outcome));
    reply.push(start(), textStart).text('So').push({ type: 'abort' }).end();
    await until(() => conversation.status === 'ready');

    assert.equal(outcome, 'stopped');
    assert.equal(textOf(conversation.messages.at(-1)), 'So');
  });

  it('takes an end without a word for the end where nothing is open and no ids were given', async () => {
    const transport = new ScriptedTransport(null);
    const { conversation, reply } = await replying(transport, new ScriptedReply());
    reply.push({ type: 'start' }, textStart).text('Hi').push(textEnd).end();
    await until(() => conversation.status === 'ready');

    assert.equal(transport.resumes.length, 0);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
  });
});

describe('Conversation, a stream that is cut', () => {
  for (const way of ['a network error', 'an end of file'] as const) {
    it(`reads on after ${way} behind every event, and shows every chunk once`, async () => {
      for (let cut = 0; cut < run.length; cut++) {
        const { transport, conversation, reply } = await replying();
        reply.push(...run.slice(0, cut));
        if (way === 'a network error') reply.cut();
        else reply.end();
        if (cut === 0) {
          // Nothing was read: the very same turn is posted again, and the adapter knows it.
          await until(() => transport.chats.length === 2);
          assert.deepEqual(transport.chats[1]!.request, transport.chats[0]!.request);
          transport.chats[1]!.accept(new ScriptedReply('run').push(...run));
        } else {
          await until(() => transport.resumes.length);
          assert.deepEqual(transport.resumes[0]!.request, { threadId: 'thread', after: `run.${cut - 1}` });
          transport.resumes[0]!.accept(new ScriptedReply('run', cut).push(...run.slice(cut)));
        }
        await until(() => conversation.status === 'ready');

        assert.deepEqual(conversation.messages.at(-1), whole, `cut behind ${cut}`);
        assert.equal(conversation.messages.length, 2);
      }
    });
  }

  it('drops what it has read already', async () => {
    const { transport, conversation, reply } = await replying();
    reply.push(...run.slice(0, 15)).cut();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(new ScriptedReply('run', 0).push(...run));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
  });

  it('asks again for what is missing in between', async () => {
    const { transport, conversation, reply } = await replying();
    reply.push(...run.slice(0, 5));
    transport.chats[0]!.accept(reply);
    reply.cut();
    await until(() => transport.resumes.length === 1);
    transport.resumes[0]!.accept(new ScriptedReply('run', 7).push(...run.slice(7)));
    await until(() => transport.resumes.length === 2);
    assert.equal(transport.resumes[1]!.request.after, 'run.4');
    transport.resumes[1]!.accept(new ScriptedReply('run', 5).push(...run.slice(5)));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
  });

  it('asks again where the beginning is missing', async () => {
    const { transport, conversation } = await replying(
      new ScriptedTransport(),
      new ScriptedReply('run', 1).push(run[1]!),
    );
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.accept(new ScriptedReply('run').push(...run));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
  });

  it('survives any number of cuts', async () => {
    const { transport, conversation, reply } = await replying();
    reply.push(run[0]!).cut();
    for (let at = 1; at < run.length; at++) {
      await until(() => transport.resumes.length === at);
      const next = new ScriptedReply('run', at).push(run[at]!);
      transport.resumes[at - 1]!.accept(next.cut());
    }
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
  });

  it('says that it is reconnecting, and when it is not any more', async () => {
    const { transport, conversation, reply } = await replying();
    reply.push(...run.slice(0, 14));
    await until(() => conversation.status === 'streaming');
    reply.cut();
    await until(() => transport.resumes.length);
    assert.equal(conversation.connection, 'reconnecting');
    assert.equal(conversation.status, 'streaming');
    transport.resumes[0]!.accept(new ScriptedReply('run', 14).push(run[14]!));
    await until(() => conversation.connection === 'online');

    assert.equal(conversation.status, 'streaming');
    conversation.disconnect();
  });

  it('replaces the message by a full replay without ids, and lets no shown word vanish meanwhile', async () => {
    const transport = new ScriptedTransport(null);
    const { conversation, reply } = await replying(transport, new ScriptedReply());
    const seen: string[] = [];
    conversation.addEventListener('change', () => seen.push(textOf(conversation.messages.at(-1))));
    reply.push({ type: 'start', messageId: 'm' }, textStart).text('The answer is').cut();
    await until(() => transport.resumes.length);
    const replay = transport.resumes[0]!.accept(new ScriptedReply())!;
    replay.push({ type: 'start', messageId: 'm' }, textStart).text('The');
    await frames();
    replay.text(' answer is');
    await frames();
    replay.text(' 2.').push(textEnd, { type: 'finish' });
    await until(() => conversation.status === 'ready');

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: The answer is 2.']);
    const shrank = seen.findIndex((text, at) => at > 0 && !text.startsWith(seen[at - 1]!) && seen[at - 1] !== 'Hello');
    assert.equal(shrank, -1, seen.join(' | '));
  });

  it('keeps what came and says so where a backend without a memory cut the stream', async () => {
    const transport = new ScriptedTransport(null);
    const { conversation, reply } = await replying(transport, new ScriptedReply());
    reply.push({ type: 'start' }, textStart).text('Half an ans').cut();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(null);
    await until(() => conversation.status === 'error');

    assert.equal(conversation.error?.code, 'connection_lost');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Half an ans']);
    assert.deepEqual(
      conversation.messages.at(-1)!.parts.map((part) => 'state' in part && part.state),
      ['done'],
    );
  });

  it('looks the end up in the history where nothing runs any more', async () => {
    const transport = new ScriptedTransport();
    transport.messages = () =>
      Promise.resolve({
        data: [{ id: 'item', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }, whole],
        hasMore: false,
        after: null,
        activeRun: null,
      });
    const { conversation, reply } = await replying(transport);
    let outcome = '';
    conversation.addEventListener('reply-end', (event) => (outcome = event.outcome));
    reply.push(...run.slice(0, 14)).cut();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(null);
    await until(() => conversation.status === 'ready');

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: The answer is 2.']);
    assert.equal(outcome, 'completed');
  });

  it('says that the end is lost where even the history cannot be read', async () => {
    const transport = new ScriptedTransport();
    transport.messages = () => Promise.reject(clientError('network_error'));
    const { conversation, reply } = await replying(transport);
    reply.push(...run.slice(0, 15)).cut();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(null);
    await until(() => conversation.status === 'error');

    assert.equal(conversation.error?.code, 'connection_lost');
    assert.equal(textOf(conversation.messages.at(-1)), 'The answer is 2');
  });

  it('gives up after a while, keeps what came, and reads on with retry', async () => {
    const transport = new ScriptedTransport();
    let attempts = 0;
    let isDown = true;
    const resume = transport.resume;
    transport.resume = (threadId, options) => {
      attempts++;
      return isDown ? Promise.reject(clientError('network_error')) : resume(threadId, options);
    };
    transport.messages = () =>
      Promise.resolve({
        data: conversation.messages.slice(),
        hasMore: false,
        after: null,
        activeRun: { id: 'run', status: 'in_progress', messageId: 'reply-run', lastEventId: null },
      });
    const { conversation, reply } = await replying(transport);
    reply.push(...run.slice(0, 15)).cut();
    await until(() => conversation.status === 'error');
    assert.equal(attempts, 8);
    assert.equal(conversation.error?.code, 'connection_lost');
    assert.equal(textOf(conversation.messages.at(-1)), 'The answer is 2');

    isDown = false;
    void conversation.retry();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(new ScriptedReply('run').push(...run));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.messages.at(-1), whole);
    assert.equal(conversation.messages.length, 2);
  });

  it('does not go on where it may not', async () => {
    const { transport, conversation, reply } = await replying();
    reply.push(...run.slice(0, 15)).cut();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.refuse(new TransportError('unauthorized', 'Sign in again.', { status: 401 }));
    await until(() => conversation.status === 'error');

    assert.equal(conversation.error?.message, 'Sign in again.');
    assert.equal(transport.resumes.length, 1);
  });
});

async function replying(
  transport = new ScriptedTransport(),
  reply = new ScriptedReply('run'),
): Promise<{ transport: ScriptedTransport; conversation: Conversation; reply: ScriptedReply }> {
  const conversation = converse(transport);
  void conversation.send('Hello');
  await until(() => transport.chats.length);
  transport.chats[0]!.accept(reply);
  return { transport, conversation, reply };
}
