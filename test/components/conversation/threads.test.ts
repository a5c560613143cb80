import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientError, TransportError, type Transport } from '../../../components/conversation/index.ts';
import type { ActiveRun, MessagePage, Thread, UIMessage } from '../../../protocol/index.ts';
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

describe('Conversation, a thread that is opened', () => {
  it('shows its messages', async () => {
    const conversation = converse(withHistory({ T: ['Hello', 'Hi'] }), { threadId: 'T' });
    conversation.connect();
    assert.deepEqual(conversation.messages, []);
    await until(() => conversation.messages.length);
    await settled();

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.activity, null);
  });

  it('forgets a kept draft that turns out to have arrived, and no other', async () => {
    const run: ActiveRun = { id: 'run', status: 'in_progress', messageId: 'T-1', lastEventId: null };
    const cases: [string[], ActiveRun | null, string][] = [
      [['Hello'], null, ''],
      [['Hello', 'H'], run, ''],
      [['Hello', 'Hi'], null, 'Hello'],
      [['Good morning'], null, 'Hello'],
    ];
    for (const [texts, activeRun, input] of cases) {
      const kept = new Map([['T', 'Hello']]);
      const drafts = {
        load: (threadId: string | null) => kept.get(threadId ?? '') ?? '',
        save: (threadId: string | null, text: string) => void kept.set(threadId ?? '', text),
      };
      const conversation = converse(withHistory({ T: texts }, activeRun), { threadId: 'T', drafts });
      assert.equal(conversation.input, 'Hello');
      conversation.connect();
      await until(() => conversation.messages.length);
      await settled();
      assert.equal(conversation.input, input);
      assert.equal(kept.get('T'), input);
    }
  });

  it('replaces the message of a run that still writes by the replay of that run', async () => {
    const transport = withHistory(
      { T: ['Hello', 'H'] },
      { id: 'run', status: 'in_progress', messageId: 'T-1', lastEventId: null },
    );
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length);
    assert.deepEqual(transport.resumes[0]!.request, { threadId: 'T' });
    transport.resumes[0]!.accept(
      new ScriptedReply('run').push({ type: 'start', messageId: 'T-1' }, textStart).text('Hi').push(textEnd, finish()),
    );
    await until(() => conversation.messages.length === 2 && conversation.status === 'ready');

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
  });

  it('reads a run on from where its message ends, if the backend says where', async () => {
    const run: ActiveRun = { id: 'run', status: 'in_progress', messageId: 'm', lastEventId: 'run.4' };
    const transport = withHistory({}, run);
    transport.messages = () =>
      Promise.resolve(
        page(
          [
            message('u', 'user', 'Hello'),
            { id: 'm', role: 'assistant', parts: [{ type: 'text', id: 't', text: 'H', state: 'streaming' }] },
          ],
          run,
        ),
      );
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length);
    assert.equal(transport.resumes[0]!.request.after, 'run.4');
    transport.resumes[0]!.accept(new ScriptedReply('run', 5).text('i').push(textEnd, finish()));
    await until(() => textOf(conversation.messages.at(-1)) === 'Hi');
    await until(() => conversation.status === 'ready');
  });

  it('reads the history once more where the run has ended in the meantime', async () => {
    const run: ActiveRun = { id: 'run', status: 'in_progress', messageId: 'T-1', lastEventId: null };
    const transport = withHistory({ T: ['Hello', 'Hi'] }, run);
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(null);
    await until(() => conversation.status === 'ready');
    await settled();

    assert.equal(transport.resumes.length, 1);
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
  });

  it('says that a message was not answered where nobody is about to, and has it answered by retry', async () => {
    const transport = withHistory({ T: ['Hello'] });
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => conversation.status === 'error');
    assert.deepEqual([conversation.error?.code, conversation.error?.retryable], ['reply_failed', true]);
    assert.deepEqual(transcript(conversation), ['user: Hello']);

    void conversation.retry();
    await until(() => transport.chats.length);
    assert.equal(transport.chats[0]!.request.trigger, 'regenerate-message');
    transport.chats[0]!.accept(
      new ScriptedReply('run').push(start('run', 'T'), textStart).text('Hi').push(textEnd, finish()),
    );
    await until(() => conversation.status === 'ready');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
  });

  it('waits for an answer that is about to be written when the page is loaded', async () => {
    const transport = withHistory({ T: ['Hello'] });
    const { messages } = transport;
    let looks = 0;
    const run = { id: 'run', status: 'in_progress' as const, messageId: 'reply-run', lastEventId: null };
    transport.messages = async (...given) => {
      const found = await messages?.(...given);
      return found ? { ...found, activeRun: ++looks === 3 ? run : null } : null;
    };
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length === 1);
    assert.deepEqual([looks, conversation.error], [3, null]);
    transport.resumes[0]!.accept(
      new ScriptedReply('run').push(start('run', 'T'), textStart).text('Hi').push(textEnd, finish()),
    );
    await until(() => conversation.status === 'ready');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
    assert.equal(transport.chats.length, 0);
  });

  it('does not have a message answered twice where the answer has come before retry', async () => {
    const texts = ['Hello'];
    const transport = withHistory({ T: texts });
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => conversation.status === 'error');
    texts.push('Hi');
    await conversation.retry();
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
    assert.deepEqual([conversation.status, transport.chats.length], ['ready', 0]);
  });

  it('asks again for a run whose stream does not open', async () => {
    const run = { id: 'run', status: 'in_progress' as const, messageId: 'reply-run', lastEventId: null };
    const transport = withHistory({ T: ['Hello'] }, run);
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length === 1);
    transport.resumes[0]!.refuse(clientError('network_error'));
    await until(() => transport.resumes.length === 2);
    assert.equal(conversation.error, null);
    transport.resumes[1]!.accept(
      new ScriptedReply('run').push(start('run', 'T'), textStart).text('Hi').push(textEnd, finish()),
    );
    await until(() => conversation.status === 'ready');
    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi']);
  });

  it('begins anew and says why where the thread is gone', async () => {
    const conversation = converse(withHistory({}), { threadId: 'gone' });
    conversation.connect();
    await until(() => conversation.error);

    assert.equal(conversation.error?.code, 'thread_not_found');
    assert.equal(conversation.threadId, null);
  });

  it('can be tried again where it could not be read', async () => {
    const transport = withHistory({ T: ['Hello', 'Hi'] });
    const { messages } = transport;
    transport.messages = () => Promise.reject(clientError('network_error'));
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => conversation.status === 'error');
    transport.messages = messages!;
    await conversation.retry();

    assert.equal(conversation.error, null);
    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.messages.length, 2);
  });

  it('reads older messages when asked', async () => {
    const transport = withHistory({});
    transport.messages = (_, { after } = {}) =>
      Promise.resolve(
        after === undefined
          ? { data: [message('3', 'user', 'c')], hasMore: true, after: 'cursor', activeRun: null }
          : page([message('1', 'user', 'a'), message('2', 'assistant', 'b')]),
      );
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => conversation.messages.length);
    assert.ok(conversation.hasEarlier);
    await conversation.loadEarlier();

    assert.deepEqual(transcript(conversation), ['user: a', 'assistant: b', 'user: c']);
    assert.equal(conversation.hasEarlier, false);
  });

  it('asks a backend that keeps no messages for a reply that is being written', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(new ScriptedReply().push({ type: 'start' }, textStart).text('Hi').push(textEnd).end());
    await until(() => conversation.messages.length);
    await until(() => conversation.status === 'ready');

    assert.deepEqual(transcript(conversation), ['assistant: Hi']);
  });

  it('puts a reply that is read again in the place of its beginning', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport, { threadId: 'T' });
    conversation.messages = [message('u', 'user', 'Hello'), message('m', 'assistant', 'H')];
    conversation.connect();
    await until(() => transport.resumes.length);
    transport.resumes[0]!.accept(
      new ScriptedReply().push({ type: 'start', messageId: 'm' }, textStart).text('Hi').push(textEnd).end(),
    );
    await until(() => textOf(conversation.messages.at(-1)) === 'Hi');

    assert.equal(conversation.messages.length, 2);
  });

  it('is read before a message is sent into it', async () => {
    const transport = withHistory({ T: ['Hello', 'Hi'] });
    const { messages } = transport;
    let load = (): void => undefined;
    transport.messages = (...options) =>
      new Promise((resolve) => {
        load = () => resolve(messages!(...options));
      });
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    void conversation.send('Again');
    await settled();
    assert.equal(transport.chats.length, 0);
    load();
    await until(() => transport.chats.length);

    assert.deepEqual(transcript(conversation), ['user: Hello', 'assistant: Hi', 'user: Again']);
  });
});

describe('Conversation, going from thread to thread', () => {
  it('drops what arrives late for the thread that was left', async () => {
    const transport = withHistory({ A: ['in A'], B: ['in B', 'answered'] });
    const conversation = converse(transport, { threadId: 'A' });
    conversation.connect();
    await until(() => conversation.messages.length);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    const reply = transport.chats[0]!.accept(new ScriptedReply('run'))!;
    reply.push(start('run', 'A'), textStart).text('for A');
    await until(() => conversation.status === 'streaming');
    await conversation.openThread('B');
    reply.text(' and more').push(textEnd, finish());
    await settled();

    assert.deepEqual(transcript(conversation), ['user: in B', 'assistant: answered']);
    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.threadId, 'B');
    assert.ok(transport.chats[0]!.signal?.aborted);
    assert.deepEqual(transport.stops, []);
  });

  it('drops messages that come after another thread was opened', async () => {
    const transport = withHistory({ A: ['in A'], B: ['in B'] });
    const { messages } = transport;
    let answerA = (): void => undefined;
    transport.messages = (id, options) =>
      id === 'A'
        ? new Promise((resolve) => {
            answerA = () => resolve(messages!(id, options));
          })
        : messages!(id, options);
    const conversation = converse(transport);
    void conversation.openThread('A');
    await settled();
    await conversation.openThread('B');
    answerA();
    await settled();

    assert.deepEqual(transcript(conversation), ['user: in B']);
  });

  it('keeps a draft for each', async () => {
    const conversation = converse(withHistory({ A: [], B: [] }));
    conversation.input = 'for a new one';
    await conversation.openThread('A');
    assert.equal(conversation.input, '');
    conversation.input = 'for A';
    await conversation.openThread('B');
    conversation.newThread();
    assert.equal(conversation.input, 'for a new one');
    await conversation.openThread('A');

    assert.equal(conversation.input, 'for A');
  });

  it('gives a message that fails later back to the thread it was written in', async () => {
    const transport = withHistory({ A: [], B: [] });
    const conversation = converse(transport);
    await conversation.openThread('A');
    conversation.input = 'for A';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    await conversation.openThread('B');
    assert.equal(transport.chats[0]!.signal?.aborted, false);
    transport.chats[0]!.refuse(clientError('bad_response', { status: 400 }));
    await sent;
    assert.equal(conversation.input, '');
    assert.equal(conversation.error, null);
    await conversation.openThread('A');

    assert.equal(conversation.input, 'for A');
  });

  it('lets a message that is accepted later go', async () => {
    const transport = withHistory({ A: [], B: [] });
    const conversation = converse(transport);
    await conversation.openThread('A');
    conversation.input = 'for A';
    const sent = conversation.send();
    await until(() => transport.chats.length);
    await conversation.openThread('B');
    transport.chats[0]!.accept(new ScriptedReply('run').push(start('run', 'A')));
    await sent;
    await settled();

    assert.equal(conversation.threadId, 'B');
    assert.deepEqual(conversation.messages, []);
    await conversation.openThread('A');
    assert.equal(conversation.input, '');
  });

  it('tells two messages apart that are on their way from two new threads', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport);
    conversation.input = 'first';
    void conversation.send();
    await until(() => transport.chats.length === 1);
    conversation.newThread();
    conversation.input = 'second';
    void conversation.send();
    await until(() => transport.chats.length === 2);
    transport.chats[0]!.refuse(new TransportError('no', 'No.', { status: 400 }));
    await settled();
    assert.equal(conversation.input, 'first');
    assert.deepEqual(transcript(conversation), ['user: second']);
    transport.chats[1]!.accept(new ScriptedReply('run').push(start(), finish()));
    await until(() => conversation.status === 'ready');

    assert.equal(conversation.input, 'first');
  });

  it('takes what was typed into a new thread along when that thread gets its name', async () => {
    const transport = withHistory({ B: [] });
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    conversation.input = 'and then';
    transport.chats[0]!.accept(new ScriptedReply('run').push(start('run', 'T'), finish()));
    await until(() => conversation.status === 'ready');
    assert.equal(conversation.input, 'and then');
    conversation.newThread();
    assert.equal(conversation.input, '');
  });

  it('keeps the texts of drafts where the page says', async () => {
    const stored = new Map<string | null, string>([['T', 'from before']]);
    const drafts = {
      load: (threadId: string | null) => stored.get(threadId) ?? '',
      save: (threadId: string | null, text: string) => void stored.set(threadId, text),
    };
    const transport = withHistory({ T: [] });
    const conversation = converse(transport, { drafts, threadId: 'T' });
    assert.equal(conversation.input, 'from before');
    conversation.input = 'from now';
    assert.equal(stored.get('T'), 'from now');
    void conversation.send();
    await until(() => transport.chats.length);
    assert.equal(stored.get('T'), 'from now');
    transport.chats[0]!.accept(new ScriptedReply('run').push(start('run', 'T')));
    await until(() => conversation.status === 'streaming');

    assert.equal(stored.get('T'), '');
  });

  it('starts a new thread under a new id', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    void conversation.send('One');
    await until(() => transport.chats.length);
    conversation.newThread();
    void conversation.send('Two');
    await until(() => transport.chats.length === 2);

    assert.notEqual(transport.chats[0]!.request.id, transport.chats[1]!.request.id);
    assert.deepEqual(transport.chats[1]!.request.messages.map(textOf), ['Two']);
  });
});

describe('Conversation, the list of threads', () => {
  it('is null where the backend has none', async () => {
    const conversation = converse(new ScriptedTransport(null));
    await conversation.loadThreads();
    assert.equal(conversation.threads, null);
  });

  it('is read page by page', async () => {
    const conversation = converse(withThreads());
    await conversation.loadThreads();
    assert.deepEqual(
      conversation.threads?.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.ok(conversation.hasMoreThreads);
    await conversation.loadMoreThreads();

    assert.deepEqual(
      conversation.threads?.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.equal(conversation.hasMoreThreads, false);
  });

  it('shows a new title at once, and the old one again where that fails', async () => {
    const transport = withThreads();
    const conversation = converse(transport);
    await conversation.loadThreads();
    let fail = (): void => undefined;
    transport.updateThread = () => new Promise((_, reject) => (fail = () => reject(clientError('network_error'))));
    const renamed = conversation.renameThread('a', 'New');
    assert.equal(conversation.threads?.[0]?.title, 'New');
    fail();
    await renamed;

    assert.equal(conversation.threads?.[0]?.title, 'a');
    assert.equal(conversation.error?.code, 'network_error');
  });

  it('leaves a thread that is deleted', async () => {
    const transport = withThreads();
    transport.messages = () => Promise.resolve(page([message('1', 'user', 'Hello')]));
    transport.deleteThread = () => Promise.resolve();
    const conversation = converse(transport);
    await conversation.loadThreads();
    await conversation.openThread('a');
    await conversation.deleteThread('a');

    assert.deepEqual(
      conversation.threads?.map(({ id }) => id),
      ['b'],
    );
    assert.equal(conversation.threadId, null);
    assert.deepEqual(conversation.messages, []);
  });

  it('does not disturb a reply when it cannot be read', async () => {
    const transport = withThreads();
    const conversation = converse(transport);
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    const reply = transport.chats[0]!.accept(new ScriptedReply('run').push(start(), textStart).text('So'))!;
    await until(() => conversation.status === 'streaming');
    transport.threads = () => Promise.reject(clientError('network_error'));
    await conversation.loadThreads();
    assert.equal(conversation.status, 'streaming');
    assert.ok(conversation.error);
    reply.push(textEnd, finish());
    await until(() => conversation.status === 'ready');

    assert.equal(conversation.error, null);
  });
});

describe('Conversation, connect and disconnect', () => {
  it('lets go of a run without ending it, and finds it again', async () => {
    const run: ActiveRun = { id: 'run', status: 'in_progress', messageId: 'reply-run', lastEventId: null };
    const transport = withHistory({ T: ['Hello'] }, run);
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => transport.resumes.length);
    const events = [start('run', 'T'), textStart, { type: 'text-delta', id: 't', delta: 'H' } as const];
    transport.resumes[0]!.accept(new ScriptedReply('run').push(...events));
    await until(() => conversation.messages.length === 2);
    conversation.disconnect();
    assert.equal(conversation.status, 'ready');
    assert.ok(transport.resumes[0]!.signal?.aborted);
    assert.deepEqual(transport.stops, []);

    conversation.connect();
    await until(() => transport.resumes.length === 2);
    transport.resumes[1]!.accept(
      new ScriptedReply('run')
        .push(...events)
        .text('i')
        .push(textEnd, finish()),
    );
    await until(() => textOf(conversation.messages.at(-1)) === 'Hi');
    assert.equal(conversation.messages.length, 2);
  });

  it('asks for the config once', async () => {
    const transport = new ScriptedTransport();
    let asked = 0;
    transport.config = () => {
      asked++;
      return Promise.resolve(config());
    };
    const conversation = converse(transport);
    conversation.connect();
    conversation.connect();
    await until(() => conversation.config);
    void conversation.send('Hello');
    await until(() => transport.chats.length);

    assert.equal(asked, 1);
  });

  it('asks for the config again where it could not be had', async () => {
    const transport = new ScriptedTransport();
    let isDown = true;
    transport.config = () => (isDown ? Promise.reject(clientError('network_error')) : Promise.resolve(config()));
    const conversation = converse(transport);
    conversation.connect();
    await settled();
    assert.equal(conversation.snapshot.config, null);
    isDown = false;
    void conversation.send('Hello');
    await until(() => transport.chats.length);

    assert.equal(conversation.config?.engine, 'scripted');
  });

  it('shows messages that the page has put in', () => {
    const conversation = converse(new ScriptedTransport(null));
    const greeting = message('1', 'assistant', 'Hello, I am here.');
    conversation.messages = [greeting];

    assert.equal(conversation.messages[0], greeting);
  });

  it('follows the run that another page has begun, and keeps the message that could not be sent', async () => {
    const run: ActiveRun = { id: 'other', status: 'in_progress', messageId: 'reply-other', lastEventId: null };
    const transport = withHistory({ T: ['From the other tab'] });
    const conversation = converse(transport, { threadId: 'T' });
    conversation.connect();
    await until(() => conversation.messages.length);
    transport.messages = () => Promise.resolve(page([message('T-0', 'user', 'From the other tab')], run));
    conversation.input = 'From this tab';
    void conversation.send();
    await until(() => transport.chats.length);
    transport.chats[0]!.refuse(
      new TransportError('run_active', 'An answer is still being written.', { status: 409, runId: 'other' }),
    );
    await until(() => transport.resumes.length);
    assert.ok(conversation.error);
    transport.resumes[0]!.accept(
      new ScriptedReply('other').push(start('other', 'T'), textStart).text('Yes').push(textEnd, finish('other')),
    );
    await until(() => conversation.status === 'ready');

    assert.equal(conversation.input, 'From this tab');
    assert.deepEqual(transcript(conversation), ['user: From the other tab', 'assistant: Yes']);
  });
});

describe('Conversation, listening', () => {
  it('is a store: calls at once, after each change, and no more after leaving', async () => {
    const conversation = converse(new ScriptedTransport());
    const inputs: string[] = [];
    const leave = conversation.subscribe(({ input }) => inputs.push(input));
    conversation.input = 'a';
    conversation.input = 'ab';
    await settled();
    leave();
    conversation.input = 'abc';
    await settled();

    assert.deepEqual(inputs, ['', 'ab']);
  });

  it('gives the same snapshot until something changes', () => {
    const conversation = converse(new ScriptedTransport());
    const before = conversation.snapshot;
    assert.equal(conversation.snapshot, before);
    conversation.input = 'a';
    assert.notEqual(conversation.snapshot, before);
    assert.equal(before.input, '');
  });

  it('says what has changed', async () => {
    const conversation = converse(new ScriptedTransport());
    const changes: string[] = [];
    conversation.addEventListener('change', ({ what }) => changes.push([...what].join()));
    conversation.input = 'a';
    await settled();

    assert.deepEqual(changes, ['input']);
  });
});

function withHistory(threads: Record<string, string[]>, activeRun: ActiveRun | null = null): ScriptedTransport {
  const transport = new ScriptedTransport();
  transport.messages = (id) => {
    const texts = threads[id];
    if (!texts) return Promise.resolve(null);
    return Promise.resolve(
      page(
        texts.map((text, at) => message(`${id}-${at}`, at % 2 ? 'assistant' : 'user', text)),
        activeRun,
      ),
    );
  };
  return transport;
}

function withThreads(): ScriptedTransport {
  const transport = new ScriptedTransport();
  const thread = (id: string): Thread => ({ id, title: id, createdAt: 1, updatedAt: 1, metadata: {}, activeRun: null });
  const threads: Transport['threads'] = ({ after } = {}) =>
    Promise.resolve(
      after === undefined
        ? { data: [thread('a'), thread('b')], hasMore: true, after: 'b' }
        : { data: [thread('b'), thread('c')], hasMore: false, after: null },
    );
  transport.threads = threads;
  return transport;
}

function message(id: string, role: UIMessage['role'], text: string): UIMessage {
  return { id, role, parts: [{ type: 'text', text, state: 'done' }] };
}

function page(data: UIMessage[], activeRun: ActiveRun | null = null): MessagePage {
  return { data, hasMore: false, after: null, activeRun };
}
