import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { Conversation } from '../../../components/conversation/index.ts';
import { fullConfig, reply, userMessage, FakeTransport } from '../support/fake-transport.ts';
import { clearPage, control, findAll, until } from '../support/page.ts';
import { box, renderChat, shownTexts } from './render-chat.ts';

const endpoint = '/lifecycle/chat';

describe('<assistant-chat> over its life', () => {
  let backend: FakeBackend;
  beforeEach(() => (backend = new FakeBackend()));
  afterEach(() => {
    clearPage();
    backend.restore();
    localStorage.clear();
    sessionStorage.clear();
  });

  it('makes its own conversation for the endpoint', async () => {
    const chat = await endpointChat();
    await until(() => findAll(chat.shadowRoot!, 'thread-menu').length === 1);
    expect(backend.paths).to.include('/lifecycle/config');
  });

  it('goes on with the same conversation when it is moved, also while a reply is written', async () => {
    const { chat, transport, conversation } = await renderChat();
    void chat.send('Hello');
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('It is');
    await until(() => shownTexts(chat).at(-1) === 'It is');
    const section = document.body.appendChild(document.createElement('section'));
    section.append(chat);
    await chat.updateComplete;
    transport.reply.text(' four.').finish();
    await until(() => shownTexts(chat).at(-1) === 'It is four.');
    expect(chat.conversation === conversation).to.equal(true);
  });

  it('does not ask its backend again when it is only moved', async () => {
    const chat = await endpointChat();
    await until(() => findAll(chat.shadowRoot!, 'thread-menu').length === 1);
    const asked = backend.paths.length;
    const { conversation } = chat;
    let disconnections = 0;
    conversation!.disconnect = () => void disconnections++;
    document.body.appendChild(document.createElement('section')).append(chat);
    await chat.updateComplete;
    chat.focusComposer();
    await sendKeys({ type: 'Still here' });
    expect(box(chat).value).to.equal('Still here');
    expect(chat.conversation === conversation).to.equal(true);
    expect(backend.paths).to.have.length(asked);
    expect(disconnections).to.equal(0);
    chat.remove();
    await Promise.resolve();
    expect(disconnections).to.equal(1);
  });

  it('comes back with its messages and its draft after it was taken away for a while', async () => {
    const chat = await endpointChat();
    await until(() => findAll(chat.shadowRoot!, 'thread-menu').length === 1);
    chat.messages = [userMessage('u', 'Hello'), reply('a', 'Hi')];
    chat.conversation!.input = 'Draft';
    chat.remove();
    await Promise.resolve();
    document.body.append(chat);
    await until(() => shownTexts(chat).length === 2 && box(chat).value === 'Draft');
  });

  it('leaves the page’s own conversation connected when it goes', async () => {
    const { chat, transport, conversation } = await renderChat();
    void chat.send('Hello');
    await until(() => transport.replies.length === 1);
    chat.remove();
    await Promise.resolve();
    transport.reply.start().text('Hi').finish();
    await until(() => conversation.status === 'ready');
    expect(conversation.messages.at(-1)?.parts.some((part) => part.type === 'text')).to.equal(true);
  });

  it('takes another conversation in place of the first', async () => {
    const { chat } = await renderChat();
    const other = new Conversation({ transport: new FakeTransport(fullConfig) });
    other.messages = [userMessage('u', 'Another')];
    chat.conversation = other;
    await until(() => shownTexts(chat).includes('Another'));
  });

  it('remembers the thread over a reload, and the draft', async () => {
    backend.threads.set('t1', [userMessage('u', 'From the last visit')]);
    const chat = await endpointChat({ remember: true });
    await chat.openThread('t1');
    await until(() => shownTexts(chat).includes('From the last visit'));
    chat.focusComposer();
    await sendKeys({ type: 'Unfinished' });
    chat.remove();

    const next = await endpointChat({ remember: true });
    await until(() => shownTexts(next).includes('From the last visit'));
    expect(next.threadId).to.equal('t1');
    expect(box(next).value).to.equal('Unfinished');
  });

  it('remembers nothing without being told to', async () => {
    backend.threads.set('t1', [userMessage('u', 'From the last visit')]);
    const chat = await endpointChat();
    await chat.openThread('t1');
    chat.remove();
    expect((await endpointChat()).threadId).to.equal(null);
    expect(localStorage).to.have.length(0);
  });

  it('begins anew, without a word, where the thread of the last visit is gone', async () => {
    localStorage.setItem(`assistant-kit:thread:${location.origin}${endpoint}`, 'gone');
    const errors: Event[] = [];
    document.body.addEventListener('assistant-error', (event) => errors.push(event), { once: true });
    const chat = await endpointChat({ remember: true });
    await until(() => findAll(chat.shadowRoot!, '.greeting').length === 1);
    await until(() => chat.threadId === null && chat.status === 'ready');
    expect(errors).to.have.length(0);
    expect(localStorage).to.have.length(0);
  });

  it('prefers the thread of its attribute to the one it remembers', async () => {
    backend.threads.set('t1', [userMessage('u', 'Old')]);
    backend.threads.set('t2', [userMessage('u', 'Asked for')]);
    localStorage.setItem(`assistant-kit:thread:${location.origin}${endpoint}`, 't1');
    document.body.innerHTML = `<assistant-chat endpoint="${endpoint}" thread-id="t2" remember></assistant-chat>`;
    const chat = document.querySelector('assistant-chat')!;
    await until(() => shownTexts(chat).includes('Asked for'));
  });

  it('lets go of everything: ten come and go, and nobody listens any more', async () => {
    const ledger = new ListenerLedger(window, document, document.body);
    const transport = new FakeTransport(fullConfig);
    const conversation = new Conversation({ transport });
    ledger.follow(conversation);
    conversation.messages = [userMessage('u', 'Hello'), reply('a', 'Hi, **you**.')];
    const come = async (): Promise<void> => {
      const chat = new AssistantChat();
      chat.conversation = conversation;
      document.body.append(chat);
      await until(() => shownTexts(chat).length === 2);
      control(chat, 'Conversations').click();
      await until(() => findAll(chat.shadowRoot!, '[popover]')[0]?.matches(':popover-open'));
      chat.remove();
      await Promise.resolve();
    };
    // What is set up once for the page may stay.
    await come();
    const before = ledger.count;
    for (let times = 0; times < 10; times++) await come();
    expect(ledger.count).to.equal(before);
    ledger.stop();
  });

  async function endpointChat(changes: Partial<AssistantChat> = {}): Promise<AssistantChat> {
    const chat = Object.assign(new AssistantChat(), { endpoint, ...changes });
    document.body.append(chat);
    await chat.updateComplete;
    return chat;
  }
});

/** Answers the page's requests to the endpoint, in place of the network. */
class FakeBackend {
  readonly paths: string[] = [];
  readonly threads = new Map<string, unknown[]>();
  readonly #fetch = globalThis.fetch;

  constructor() {
    globalThis.fetch = async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
      if (!pathname.startsWith('/lifecycle/')) return this.#fetch.call(globalThis, input, init);
      this.paths.push(pathname);
      const body = this.#answer(pathname);
      return body === undefined
        ? Response.json({ error: { code: 'not_found', message: 'Not found.', retryable: false } }, { status: 404 })
        : Response.json(body);
    };
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }

  #answer(pathname: string): unknown {
    if (pathname.endsWith('/config')) return fullConfig;
    if (pathname.endsWith('/threads')) return { data: [], hasMore: false, after: null };
    const [, id] = /\/threads\/([^/]+)\/messages$/.exec(pathname) ?? [];
    const data = id === undefined ? undefined : this.threads.get(id);
    return data && { data, hasMore: false, after: null, activeRun: null };
  }
}

/** Counts who listens to things that outlive an element. */
class ListenerLedger {
  count = 0;
  readonly #undo: (() => void)[] = [];

  constructor(...targets: EventTarget[]) {
    for (const target of targets) this.follow(target);
  }

  follow(target: EventTarget): void {
    const { addEventListener, removeEventListener } = target;
    const known = new Set<string>();
    const ids = new WeakMap<object, number>();
    let next = 0;
    const key = (type: string, listener: object): string => {
      if (!ids.has(listener)) ids.set(listener, next++);
      return `${type} ${ids.get(listener)}`;
    };
    const forget = (type: string, listener: object): void => {
      if (known.delete(key(type, listener))) this.count--;
    };
    target.addEventListener = (
      type: string,
      listener: EventListener | null,
      options?: AddEventListenerOptions | boolean,
    ) => {
      addEventListener.call(target, type, listener, options);
      if (!listener || known.has(key(type, listener)) || (typeof options === 'object' && options.once)) return;
      known.add(key(type, listener));
      this.count++;
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => forget(type, listener));
    };
    target.removeEventListener = (type: string, listener: EventListener | null, options?: boolean) => {
      removeEventListener.call(target, type, listener, options);
      if (listener) forget(type, listener);
    };
    this.#undo.push(() => Object.assign(target, { addEventListener, removeEventListener }));
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }
}
