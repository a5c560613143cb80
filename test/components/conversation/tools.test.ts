import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientError, TransportError, type ToolCall } from '../../../components/conversation/index.ts';
import { isToolPart, type Chunk, type UIMessage } from '../../../protocol/index.ts';
import {
  converse,
  finish,
  ScriptedReply,
  ScriptedTransport,
  settled,
  start,
  textEnd,
  textOf,
  textStart,
  until,
} from './scripted-transport.ts';

const call = (id: string, toolName = 'weather'): Chunk[] => [
  { type: 'tool-input-start', toolCallId: id, toolName },
  { type: 'tool-input-available', toolCallId: id, toolName, input: { city: id } },
];

describe('Conversation, tools of the page', () => {
  it("tells of a call once the run waits for it, and not of the assistant's own", async () => {
    const { conversation, reply, calls } = await asked();
    reply.push(
      { type: 'start-step' },
      { type: 'tool-input-available', toolCallId: 'x', toolName: 'web_search', input: {}, providerExecuted: true },
      ...call('Bern'),
    );
    await until(() => conversation.status === 'streaming');
    await settled();
    assert.deepEqual(calls, []);
    reply.push({ type: 'finish-step' }, finish('run', 'requires_action'));
    await until(() => calls.length);
    await settled();

    assert.deepEqual(calls, [
      { toolCallId: 'Bern', toolName: 'weather', input: { city: 'Bern' }, messageId: 'reply-run' },
    ]);
  });

  it('hands in the answer and continues the very message', async () => {
    const { transport, conversation, reply } = await asked();
    conversation.addEventListener('tool-call', (event) => event.respondWith(Promise.resolve({ degrees: 7 })));
    reply.push({ type: 'start-step' }, ...call('Bern'), finish('run', 'requires_action'));
    await until(() => transport.outputs.length);
    assert.deepEqual(transport.outputs[0]!.request, {
      runId: 'run',
      outputs: [{ toolCallId: 'Bern', output: { degrees: 7 } }],
    });
    transport.outputs[0]!.accept(
      new ScriptedReply('run-2').push(
        { type: 'start', messageId: 'reply-run', messageMetadata: { run: { id: 'run-2', status: 'in_progress' } } },
        { type: 'start-step' },
        textStart,
        { type: 'text-delta', id: 't', delta: '7 degrees.' },
        textEnd,
        finish('run-2'),
      ),
    );
    await until(() => conversation.status === 'ready' && textOf(conversation.messages.at(-1)));

    assert.equal(conversation.messages.length, 2);
    assert.deepEqual(statesOf(conversation.messages.at(-1)!), ['output-available']);
    assert.equal(textOf(conversation.messages.at(-1)), '7 degrees.');
  });

  it('waits until all calls are answered', async () => {
    const { transport, conversation, reply, calls } = await asked();
    reply.push({ type: 'start-step' }, ...call('Bern'), ...call('Basel'), finish('run', 'requires_action'));
    await until(() => calls.length === 2);
    await conversation.addToolOutput({ toolCallId: 'Basel', output: 1 });
    assert.equal(transport.outputs.length, 0);
    void conversation.addToolOutput({ toolCallId: 'Bern', errorText: 'No such city.' });
    await until(() => transport.outputs.length);

    assert.deepEqual(transport.outputs[0]!.request.outputs, [
      { toolCallId: 'Basel', output: 1 },
      { toolCallId: 'Bern', errorText: 'No such city.' },
    ]);
    assert.deepEqual(statesOf(conversation.messages.at(-1)!), ['output-error', 'output-available']);
  });

  it('keeps an answer that comes while the message still grows', async () => {
    const { transport, conversation, reply } = await asked();
    reply.push({ type: 'start-step' }, ...call('Bern'));
    await until(() => conversation.messages.at(-1)!.parts.length === 2);
    await conversation.addToolOutput({ toolCallId: 'Bern', output: 7 });
    reply.push(...call('Basel'));
    await until(() => conversation.messages.at(-1)!.parts.length === 3);
    assert.deepEqual(statesOf(conversation.messages.at(-1)!), ['output-available', 'input-available']);
    await conversation.addToolOutput({ toolCallId: 'Basel', output: 8 });
    reply.push(finish('run', 'requires_action'));
    await until(() => transport.outputs.length);

    assert.equal(transport.outputs[0]!.request.outputs.length, 2);
  });

  it('answers a request for approval', async () => {
    const { transport, conversation, reply } = await asked();
    reply.push(
      { type: 'start-step' },
      { type: 'tool-input-available', toolCallId: 'm', toolName: 'delete', input: {}, providerExecuted: true },
      { type: 'tool-approval-request', approvalId: 'ask', toolCallId: 'm' },
      finish('run', 'requires_action'),
    );
    await until(() => conversation.status === 'ready');
    void conversation.addToolOutput({ approvalId: 'ask', approved: false, reason: 'Not today' });
    await until(() => transport.outputs.length);

    assert.deepEqual(transport.outputs[0]!.request.outputs, [
      { approvalId: 'ask', approved: false, reason: 'Not today' },
    ]);
    assert.deepEqual(statesOf(conversation.messages.at(-1)!), ['approval-responded']);
  });

  it('tells the assistant that a tool failed', async () => {
    const { transport, conversation, reply } = await asked();
    conversation.addEventListener('tool-call', (event) => event.respondWith(Promise.reject(new Error('No network.'))));
    reply.push({ type: 'start-step' }, ...call('Bern'), finish('run', 'requires_action'));
    await until(() => transport.outputs.length);

    assert.deepEqual(transport.outputs[0]!.request.outputs, [{ toolCallId: 'Bern', errorText: 'No network.' }]);
  });

  it('keeps the answers where they could not be handed in, and hands them in with retry', async () => {
    const { transport, conversation, reply, calls } = await asked();
    reply.push({ type: 'start-step' }, ...call('Bern'), finish('run', 'requires_action'));
    await until(() => calls.length);
    const answered = conversation.addToolOutput({ toolCallId: 'Bern', output: 7 });
    await until(() => transport.outputs.length);
    transport.outputs[0]!.refuse(clientError('network_error'));
    await answered;
    assert.equal(conversation.status, 'error');
    void conversation.retry();
    await until(() => transport.outputs.length === 2);

    assert.deepEqual(transport.outputs[0]!.request, transport.outputs[1]!.request);
  });

  it('ignores an answer that nobody waits for', async () => {
    const { transport, conversation, reply } = await asked();
    reply.push({ type: 'start-step' }, ...call('Bern'), finish('run', 'requires_action'));
    await until(() => conversation.status === 'ready');
    const before = conversation.messages;
    await conversation.addToolOutput({ toolCallId: 'Genf', output: 7 });

    assert.equal(conversation.messages, before);
    assert.equal(transport.outputs.length, 0);
  });

  it('posts the whole message back to a backend that says nothing of itself', async () => {
    const { transport, conversation, reply, calls } = await asked(new ScriptedTransport(null), new ScriptedReply());
    reply.push({ type: 'start', messageId: 'm' }, { type: 'start-step' }, ...call('Bern'), { type: 'finish' });
    await until(() => calls.length);
    void conversation.addToolOutput({ toolCallId: 'Bern', output: 7 });
    await until(() => transport.chats.length === 2);
    const { request } = transport.chats[1]!;
    assert.deepEqual(request.messages, conversation.messages);
    assert.deepEqual([request.trigger, request.messageId], ['submit-message', 'm']);
    transport.chats[1]!.accept(
      new ScriptedReply().push({ type: 'start' }, { type: 'start-step' }, textStart).text('7.').push(textEnd).end(),
    );
    await until(() => textOf(conversation.messages.at(-1)) === '7.');

    assert.equal(conversation.messages.length, 2);
  });
});

describe('Conversation, saying it again', () => {
  it('edits a message under a new id, names the one it replaces, and drops what came after', async () => {
    const { transport, conversation } = await talked();
    void conversation.edit('item', 'Better');
    await until(() => transport.chats.length === 2);
    const { request } = transport.chats[1]!;

    assert.deepEqual(request.messages.map(textOf), ['Better']);
    assert.equal(request.messageId, 'item');
    assert.notEqual(request.messages[0]!.id, 'item');
    assert.deepEqual(conversation.messages.map(textOf), ['Better']);
  });

  it('keeps the id for a backend that says nothing of itself', async () => {
    const { transport, conversation } = await talked(new ScriptedTransport(null));
    const { id } = conversation.messages[0]!;
    void conversation.edit(id, 'Better');
    await until(() => transport.chats.length === 2);

    assert.deepEqual(
      transport.chats[1]!.request.messages.map((message) => message.id),
      [id],
    );
    assert.equal(transport.chats[1]!.request.messageId, id);
  });

  it('has everything as before where an edit is refused, and tries the same text again', async () => {
    const { transport, conversation } = await talked();
    const before = conversation.messages;
    const edited = conversation.edit('item', 'Better');
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.refuse(new TransportError('no', 'No.', { status: 403 }));
    await edited;
    assert.equal(conversation.messages, before);
    assert.equal(conversation.error?.message, 'No.');
    void conversation.retry();
    await until(() => transport.chats.length === 3);

    assert.deepEqual(transport.chats[2]!.request.messages.map(textOf), ['Better']);
  });

  it('writes the last reply anew', async () => {
    const { transport, conversation } = await talked();
    void conversation.regenerate();
    await until(() => transport.chats.length === 2);

    assert.deepEqual(transport.chats[1]!.request, {
      id: 'thread',
      messages: [],
      trigger: 'regenerate-message',
      messageId: 'reply-run',
    });
    assert.deepEqual(conversation.messages.map(textOf), ['Hello']);
  });

  it('posts the history before the reply to a backend that says nothing of itself', async () => {
    const { transport, conversation } = await talked(new ScriptedTransport(null));
    void conversation.regenerate();
    await until(() => transport.chats.length === 2);

    assert.deepEqual(transport.chats[1]!.request.messages.map(textOf), ['Hello']);
  });

  it('has the reply back where it is not written anew', async () => {
    const { transport, conversation } = await talked();
    const before = conversation.messages;
    const regenerated = conversation.regenerate();
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.refuse(new TransportError('no', 'No.', { status: 403 }));
    await regenerated;

    assert.equal(conversation.messages, before);
  });
});

async function asked(transport = new ScriptedTransport(), reply = new ScriptedReply('run')) {
  const conversation = converse(transport);
  const calls: ToolCall[] = [];
  conversation.addEventListener('tool-call', (event) => calls.push(event.call));
  void conversation.send('Hello');
  await until(() => transport.chats.length);
  transport.chats[0]!.accept(reply);
  if (transport.adapter) reply.push(start());
  return { transport, conversation, reply, calls };
}

async function talked(transport = new ScriptedTransport()) {
  const reply = new ScriptedReply(transport.adapter ? 'run' : undefined);
  const { conversation } = await asked(transport, reply);
  reply.push(
    transport.adapter ? start('run', 'thread', { replyTo: 'item' }) : { type: 'start' },
    textStart,
    { type: 'text-delta', id: 't', delta: 'Hi' },
    textEnd,
    { type: 'finish' },
  );
  await until(() => conversation.status === 'ready');
  return { transport, conversation };
}

function statesOf({ parts }: UIMessage): string[] {
  return parts.filter(isToolPart).map(({ state }) => state);
}
