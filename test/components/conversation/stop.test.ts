import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { clientError, type ReplyOutcome } from '../../../components/conversation/index.ts';
import {
  converse,
  finish,
  ScriptedReply,
  ScriptedTransport,
  settled,
  start,
  textStart,
  transcript,
  until,
} from './scripted-transport.ts';

describe('Conversation.stop', () => {
  it('does nothing when nothing runs', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    await conversation.stop();

    assert.deepEqual(transport.stops, []);
    assert.equal(conversation.status, 'ready');
  });

  it('ends the run by name and lets the stream say so', async () => {
    const { transport, conversation, reply } = await streaming();
    const outcomes = outcomesOf(conversation);
    const stopped = conversation.stop();
    await settled();
    assert.deepEqual(transport.stops, [{ threadId: 'thread', runId: 'run' }]);
    assert.equal(conversation.status, 'streaming');
    reply.push({ type: 'abort' }, finish('run', 'cancelled'));
    await stopped;

    assert.equal(conversation.status, 'ready');
    assert.deepEqual(outcomes, ['stopped']);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: So far']);
    assert.equal(conversation.messages.at(-1)?.metadata?.run?.status, 'cancelled');
  });

  it('is asked once, however often it is pressed', async () => {
    const { transport, conversation, reply } = await streaming();
    const all = Promise.all([conversation.stop(), conversation.stop(), conversation.stop()]);
    await settled();
    reply.push(finish('run', 'cancelled'));
    await all;

    assert.equal(transport.stops.length, 1);
  });

  it('loses the race against the end of the reply without harm', async () => {
    const { conversation, reply } = await streaming();
    const outcomes = outcomesOf(conversation);
    reply.push(finish());
    await conversation.stop();

    assert.equal(conversation.status, 'ready');
    assert.deepEqual(outcomes, ['completed']);
  });

  it('waits for the name of a run that was submitted, then ends it', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const submitted = conversation.send('Hello');
    await until(() => transport.chats.length);
    const stopped = conversation.stop();
    await settled();
    const reply = transport.chats[0]!.accept(new ScriptedReply('run'))!;
    reply.push(start());
    await until(() => transport.stops.length === 2);
    assert.deepEqual(transport.stops[1], { threadId: 'thread', runId: 'run' });
    reply.push({ type: 'abort' }, finish('run', 'cancelled'));
    await Promise.all([stopped, submitted]);

    assert.equal(conversation.status, 'ready');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: ']);
    assert.equal(conversation.input, '');
  });

  it('lets go of a run that does not end in time', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const transport = new ScriptedTransport();
      const conversation = converse(transport);
      void conversation.send('Hello');
      await turns();
      transport.chats[0]!.accept(new ScriptedReply('run').push(start(), textStart).text('So'));
      await turns();
      const stopped = conversation.stop();
      await turns();
      mock.timers.tick(5000);
      await stopped;

      assert.equal(conversation.status, 'ready');
      assert.equal(conversation.messages.at(-1)?.metadata?.run?.status, 'cancelled');
    } finally {
      mock.timers.reset();
    }
  });

  it('takes the message back into the draft where the assistant has not accepted it', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    conversation.input = 'Hello';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    await conversation.stop();
    await sent;

    assert.ok(transport.chats[0]!.signal?.aborted);
    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.input, 'Hello');
    assert.deepEqual(conversation.messages, []);
  });

  it('closes the connection to a backend that says nothing of itself, and keeps what came', async () => {
    const { transport, conversation } = await streaming(new ScriptedTransport(null), new ScriptedReply());
    const outcomes = outcomesOf(conversation);
    await conversation.stop();

    assert.ok(transport.chats[0]!.signal?.aborted);
    assert.equal(transport.stops.length, 1);
    assert.equal(conversation.status, 'ready');
    assert.deepEqual(outcomes, ['stopped']);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: So far']);
  });

  it('leaves no empty reply behind', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply());
    await settled();
    await conversation.stop();

    assert.deepEqual(transcript(conversation), ['user: Hello']);
  });

  it('says when the assistant could not be told', async () => {
    const { transport, conversation } = await streaming();
    transport.stop = () => Promise.reject(clientError('network_error'));
    await conversation.stop();

    assert.equal(conversation.status, 'error');
    assert.equal(conversation.error?.code, 'stop_failed');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: So far']);
  });

  it('ends the waiting for a stream that was cut', async () => {
    const { transport, conversation, reply } = await streaming();
    reply.cut();
    await until(() => transport.resumes.length);
    const stopped = conversation.stop();
    transport.resumes[0]!.accept(new ScriptedReply('run', 3).push({ type: 'abort' }, finish('run', 'cancelled')));
    await stopped;

    assert.equal(conversation.status, 'ready');
  });

  it('can send again afterwards', async () => {
    const { transport, conversation } = await streaming(new ScriptedTransport(null), new ScriptedReply());
    await conversation.stop();
    void conversation.send('Again');
    await until(() => transport.chats.length === 2);

    assert.equal(conversation.status, 'submitted');
  });
});

async function streaming(transport = new ScriptedTransport(), reply = new ScriptedReply('run')) {
  const conversation = converse(transport);
  void conversation.send('Hello');
  await until(() => transport.chats.length);
  transport.chats[0]!.accept(reply);
  reply.push(transport.adapter ? start() : { type: 'start' }, textStart).text('So far');
  await until(() => conversation.status === 'streaming');
  return { transport, conversation, reply };
}

function outcomesOf(conversation: ReturnType<typeof converse>): ReplyOutcome[] {
  const outcomes: ReplyOutcome[] = [];
  conversation.addEventListener('reply-end', ({ outcome }) => outcomes.push(outcome));
  return outcomes;
}

/** Lets promises settle where timers stand still. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
