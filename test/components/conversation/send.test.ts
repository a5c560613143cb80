import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientError, TransportError } from '../../../components/conversation/index.ts';
import {
  config,
  converse,
  finish,
  ScriptedReply,
  ScriptedTransport,
  settled,
  start,
  textEnd,
  textOf,
  textStart,
  transcript,
  until,
} from './scripted-transport.ts';

describe('Conversation, sending', () => {
  it('goes from ready over submitted and streaming to ready', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const statuses: string[] = [conversation.status];
    conversation.addEventListener('change', ({ what }) => {
      if (what.has('status') && statuses.at(-1) !== conversation.status) statuses.push(conversation.status);
    });

    conversation.input = 'Hello';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    const reply = transport.chats[0]!.accept(new ScriptedReply('run'))!;
    reply.push(start(), textStart).text('Hi', ' there');
    await until(() => conversation.status === 'streaming');
    reply.push(textEnd, finish()).end();
    await sent;
    await settled();

    assert.deepEqual(statuses, ['ready', 'submitted', 'streaming', 'ready']);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi there']);
    assert.equal(conversation.error, null);
  });

  it('shows the message and empties the draft before the assistant has answered', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'Hello';
    void conversation.send();
    await until(() => transport.chats.length);

    assert.deepEqual(transcript(conversation), ['user: Hello']);
    assert.equal(conversation.input, '');
    assert.equal(conversation.status, 'submitted');
  });

  it('gives a conversation its thread first where the adapter wants that, however often the asking is lost', async () => {
    const transport = new ScriptedTransport({ ...config(), threadsFirst: true });
    const titles: unknown[] = [];
    transport.createThread = ({ title }) => {
      titles.push(title);
      if (titles.length === 1) return Promise.reject(clientError('network_error'));
      return Promise.resolve({ id: 'made', title: null, createdAt: 1, updatedAt: 1, metadata: {}, activeRun: null });
    };
    const conversation = converse(transport);
    conversation.input = 'Hello  there';
    void conversation.send();
    await until(() => transport.chats.length);

    assert.deepEqual(titles, ['Hello there', 'Hello there']);
    assert.deepEqual([transport.chats[0]!.request.id, conversation.threadId], ['made', 'made']);
    assert.deepEqual(transcript(conversation), ['user: Hello  there']);
  });

  it('keeps a first message in the draft where its thread cannot be made', async () => {
    const transport = new ScriptedTransport({ ...config(), threadsFirst: true });
    transport.createThread = () => Promise.reject(new TransportError('service_down', 'Later.', { retryable: true }));
    const conversation = converse(transport);
    conversation.input = 'Hello';
    await conversation.send();
    assert.deepEqual([conversation.error?.code, conversation.input], ['service_down', 'Hello']);
    assert.deepEqual([transcript(conversation), transport.chats.length], [[], 0]);
  });

  it('posts only the new message to an adapter that keeps the history', async () => {
    const { transport, conversation } = await exchanged();
    void conversation.send('And now?');
    await until(() => transport.chats.length === 2);

    const { request } = transport.chats[1]!;
    assert.deepEqual(request.messages.map(textOf), ['And now?']);
    assert.equal(request.id, 'thread');
    assert.equal(request.trigger, 'submit-message');
    assert.equal('messageId' in request, false);
  });

  it('posts the whole history to a backend that says nothing of itself', async () => {
    const { transport, conversation } = await exchanged(new ScriptedTransport(null));
    void conversation.send('And now?');
    await until(() => transport.chats.length === 2);

    assert.deepEqual(transport.chats[1]!.request.messages.map(textOf), ['Hello', 'Hi', 'And now?']);
  });

  it('gives a thread one id until the assistant names it', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply().push({ type: 'start' }, textStart, textEnd, { type: 'finish' }));
    await until(() => conversation.status === 'ready');
    void conversation.send('Again');
    await until(() => transport.chats.length === 2);

    assert.equal(transport.chats[0]!.request.id, transport.chats[1]!.request.id);
    assert.equal(conversation.threadId, transport.chats[0]!.request.id);
  });

  it('takes over the thread and the name of its message from the reply', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const threads: (string | null)[] = [];
    conversation.addEventListener('thread-change', ({ threadId }) => threads.push(threadId));
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply('run').push(start('run', 'T', { replyTo: 'item-1' }), finish()));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(threads, ['T']);
    assert.equal(conversation.threadId, 'T');
    assert.deepEqual(
      conversation.messages.map(({ id }) => id),
      ['item-1', 'reply-run'],
    );
  });

  it('does nothing with an empty draft', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = ' \n ';
    await conversation.send();

    assert.equal(transport.chats.length, 0);
    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.input, ' \n ');
  });

  it('sends once when asked twice', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'Hello';
    void conversation.send();
    void conversation.send();
    await until(() => transport.chats.length);
    await conversation.send('More');
    await settled();

    assert.equal(transport.chats.length, 1);
    assert.deepEqual(transcript(conversation), ['user: Hello']);
  });

  it('keeps what a person types while a text of the page is sent', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'half a thou';
    void conversation.send('Suggestion');
    await until(() => transport.chats.length);

    assert.equal(conversation.input, 'half a thou');
    assert.deepEqual(transcript(conversation), ['user: Suggestion']);
  });

  it('does not send a text that is too long, and keeps it', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'x'.repeat(101);
    await conversation.send();

    assert.equal(transport.chats.length, 0);
    assert.equal(conversation.error?.code, 'text_too_long');
    assert.equal(conversation.input.length, 101);
  });
});

describe('Conversation, a send that fails', () => {
  it('puts the message back into the draft, before what was typed meanwhile', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'Hello';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    conversation.input = 'and';
    transport.chats[0]!.refuse(
      new TransportError('rate_limited', 'Too many messages. Wait a minute.', { status: 429 }),
    );
    await sent;

    assert.equal(conversation.status, 'error');
    assert.equal(conversation.error?.message, 'Too many messages. Wait a minute.');
    assert.equal(conversation.input, 'Hello\n\nand');
    assert.deepEqual(conversation.messages, []);
  });

  it('sends the same message again on retry, and leaves one behind', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    conversation.input = 'Hello';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    transport.chats[0]!.refuse(clientError('network_error'));
    await sent;
    const retried = conversation.retry();
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.accept(new ScriptedReply().push({ type: 'start' }, textStart).text('Hi').push(textEnd).end());
    await retried;

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
    assert.equal(transport.chats[0]!.request.messages[0]!.id, transport.chats[1]!.request.messages[0]!.id);
    assert.equal(conversation.error, null);
    assert.equal(conversation.input, '');
  });

  it('gives the message a new id where the refusal was clear, or the text has changed', async () => {
    for (const [error, text] of [
      [new TransportError('invalid', 'No.', { status: 400 }), 'Hello'],
      [clientError('network_error'), 'Hello!'],
    ] as const) {
      const transport = new ScriptedTransport(null);
      const conversation = converse(transport);
      const sent = conversation.send('Hello');
      await until(() => transport.chats.length);
      transport.chats[0]!.refuse(error);
      await sent;
      conversation.input = text;
      void conversation.send();
      await until(() => transport.chats.length === 2);
      assert.notEqual(transport.chats[0]!.request.messages[0]!.id, transport.chats[1]!.request.messages[0]!.id);
    }
  });

  it('repeats a post without an answer by itself where the adapter knows it by its id', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length === 1);
    transport.chats[0]!.refuse(clientError('network_error'));
    await until(() => transport.chats.length === 2);
    await settled();
    assert.equal(conversation.connection, 'reconnecting');
    transport.chats[1]!.accept(new ScriptedReply('run').push(start(), textStart).text('Hi').push(textEnd, finish()));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(transport.chats[0]!.request, transport.chats[1]!.request);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
    assert.equal(conversation.connection, 'online');
  });

  it('repeats a post that a gateway has answered in the place of the adapter, and keeps its id where the service is busy', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const sent = conversation.send('Hello');
    await until(() => transport.chats.length === 1);
    transport.chats[0]!.refuse(clientError('http_error', { status: 502 }));
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.refuse(new TransportError('service_busy', 'Busy.', { status: 429, retryable: true }));
    await sent;
    assert.equal(conversation.error?.code, 'service_busy');
    void conversation.retry();
    await until(() => transport.chats.length === 3);

    assert.deepEqual(transport.chats[2]!.request.messages[0]!.id, transport.chats[0]!.request.messages[0]!.id);
  });

  it('gives up after three posts without an answer', async () => {
    const transport = new ScriptedTransport();
    transport.chat = (request) => {
      transport.chats.push({ request } as never);
      return Promise.reject(clientError('network_error'));
    };
    const conversation = converse(transport);
    conversation.input = 'Hello';
    await conversation.send();

    assert.equal(transport.chats.length, 3);
    assert.equal(conversation.status, 'error');
    assert.equal(conversation.input, 'Hello');
  });

  it('does not go on with a send that was stopped while it looked for the earlier one', async () => {
    const { transport, conversation } = await exchanged();
    let read = (): void => undefined;
    transport.messages = () =>
      new Promise((resolve) => {
        read = () => resolve({ data: [], hasMore: false, after: null, activeRun: null });
      });
    conversation.input = 'One';
    const sent = conversation.send();
    for (let post = 2; post <= 4; post++) {
      await until(() => transport.chats.length === post);
      transport.chats[post - 1]!.refuse(clientError('network_error'));
    }
    await sent;
    conversation.input = 'Two';
    const sentAgain = conversation.send();
    await until(() => conversation.activity?.phase === 'loading');
    await conversation.stop();
    await sentAgain;
    read();
    await settled();

    assert.equal(transport.chats.length, 4);
    assert.equal(conversation.input, 'Two');
    assert.equal(conversation.status, 'ready');
    assert.deepEqual(conversation.messages, []);
  });

  it('never shows an error of unknown origin as it is', async () => {
    const transport = new ScriptedTransport(null);
    transport.chat = () => Promise.reject(new Error('sk-secret at /srv/app.js:12'));
    const conversation = converse(transport);
    await conversation.send('Hello');

    assert.equal(conversation.error?.code, 'network_error');
    assert.doesNotMatch(conversation.error?.message ?? '', /sk-secret/);
  });

  it('clears the error with the next success', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    const sent = conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.refuse(clientError('network_error'));
    await sent;
    assert.ok(conversation.error);
    void conversation.send();
    await until(() => transport.chats.length === 2);
    transport.chats[1]!.accept(new ScriptedReply().push({ type: 'start' }, { type: 'finish' }));
    await until(() => conversation.status === 'ready');

    assert.equal(conversation.error, null);
  });
});

describe('Conversation, acts', () => {
  it('tells of a message, its reply and its end, once each and in order', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const acts: string[] = [];
    conversation.addEventListener('sent', ({ message }) => acts.push(`sent ${textOf(message)}`));
    conversation.addEventListener('reply-start', () => acts.push('reply-start'));
    conversation.addEventListener('reply-end', ({ outcome, message }) => acts.push(`${outcome} ${textOf(message)}`));
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    assert.deepEqual(acts, []);
    const reply = transport.chats[0]!.accept(new ScriptedReply('run').push(start(), textStart))!;
    await until(() => conversation.status === 'streaming');
    reply.text('Hi').push(textEnd, finish());
    await until(() => conversation.status === 'ready');

    assert.deepEqual(acts, ['sent Hello', 'reply-start', 'completed Hi']);
  });

  it('tells of a reply that failed, in the words the backend gave', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    const errors: string[] = [];
    conversation.addEventListener('error', ({ error }) => errors.push(error.code));
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(
      new ScriptedReply('run').push(
        start(),
        textStart,
        { type: 'text-delta', id: 't', delta: 'So' },
        { type: 'data-error', transient: true, data: { code: 'upstream', message: 'It is tired.', retryable: true } },
        { type: 'error', errorText: 'It is tired.' },
      ),
    );
    await until(() => conversation.status === 'error');

    assert.deepEqual(errors, ['upstream']);
    assert.equal(conversation.error?.message, 'It is tired.');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: So']);
    assert.equal(conversation.input, '');
  });

  it('writes a failed reply anew on retry', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply('run').push(start(), textStart, { type: 'error', errorText: 'No.' }));
    await until(() => conversation.status === 'error');
    void conversation.retry();
    await until(() => transport.chats.length === 2);

    assert.deepEqual(transport.chats[1]!.request, {
      id: 'thread',
      messages: [],
      trigger: 'regenerate-message',
      messageId: 'reply-run',
    });
    assert.deepEqual(transcript(conversation), ['user: Hello']);
  });

  it('lets a page without a config be limited by the page alone', async () => {
    const conversation = converse(new ScriptedTransport(config()), { limits: { maxFiles: 2 } });
    conversation.connect();
    await until(() => conversation.config);

    assert.deepEqual(conversation.limits, { maxFileBytes: 1000, maxFiles: 2, maxTextLength: 100, accept: '' });
    conversation.restrict({ maxFileBytes: 10, accept: '.csv' });
    assert.deepEqual(conversation.limits, { maxFileBytes: 10, maxFiles: 2, maxTextLength: 100, accept: '.csv' });
  });
});

async function exchanged(transport = new ScriptedTransport()) {
  const conversation = converse(transport);
  void conversation.send('Hello');
  await until(() => transport.chats.length);
  const reply = new ScriptedReply(transport.adapter ? 'run' : undefined);
  transport.chats[0]!.accept(
    reply
      .push(transport.adapter ? start() : { type: 'start' }, textStart)
      .text('Hi')
      .push(textEnd, { type: 'finish' }),
  );
  await until(() => conversation.status === 'ready');
  return { transport, conversation };
}
