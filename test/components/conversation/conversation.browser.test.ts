import { ContextProvider } from '@lit/context';
import { expect } from 'chai';
import { html, LitElement, type TemplateResult } from 'lit';
import {
  conversationContext,
  ConversationController,
  HttpTransport,
  sessionDrafts,
  TransportError,
  type Conversation,
  type ConversationFacet,
} from '../../../components/conversation/index.ts';
import {
  converse,
  finish,
  ScriptedReply,
  ScriptedTransport,
  start,
  textEnd,
  textOf,
  textStart,
} from './scripted-transport.ts';

describe('Conversation in a page', () => {
  afterEach(() => document.body.replaceChildren());

  it('changes at most once per frame while a reply streams', async () => {
    const { conversation, reply } = await replying();
    let frames = 0;
    let changes = 0;
    let isOver = false;
    const countFrame = (): void => {
      frames++;
      if (!isOver) requestAnimationFrame(countFrame);
    };
    requestAnimationFrame(countFrame);
    conversation.addEventListener('change', ({ what }) => {
      if (what.has('messages')) changes++;
    });
    reply.push(start(), textStart);
    for (let burst = 0; burst < 40; burst++) {
      for (let token = 0; token < 25; token++) reply.text('x');
      await task();
    }
    reply.push(textEnd, finish());
    await until(() => conversation.status === 'ready');
    isOver = true;

    expect(textOf(conversation.messages.at(-1))).to.have.length(1000);
    // The last batch does not wait for its frame.
    expect(changes).to.be.at.most(frames + 1);
  });

  it('goes on where the page gets no frames', async () => {
    const { requestAnimationFrame } = globalThis;
    globalThis.requestAnimationFrame = () => 0;
    try {
      const { conversation, reply } = await replying();
      reply.push(start(), textStart).text('seen by nobody');
      await until(() => textOf(conversation.messages.at(-1)) === 'seen by nobody');
      conversation.disconnect();
    } finally {
      globalThis.requestAnimationFrame = requestAnimationFrame;
    }
  });

  it('tries again as soon as the network is back', async () => {
    const transport = new ScriptedTransport();
    const conversation = converse(transport, { retryDelay: () => 1_000_000 });
    void conversation.send('Hello');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply('run').push(start(), textStart).cut());
    await until(() => conversation.connection === 'reconnecting');
    window.dispatchEvent(new Event('online'));
    await until(() => transport.resumes.length);
    conversation.disconnect();
  });
});

describe('HttpTransport in a page', () => {
  // The test server takes no files: what matters is the way there.
  const transport = new HttpTransport({ endpoint: '/nowhere/chat' });
  const file = new File([new Uint8Array(3_000_000)], 'a.bin');

  it('finds its endpoint from the page, and tells how much of a file has left', async () => {
    const sent: number[] = [];
    let error: unknown;
    await transport
      .upload(file, { onProgress: (bytes) => sent.push(bytes) })
      .catch((reason: unknown) => (error = reason));

    expect(error).to.be.instanceOf(TransportError);
    expect((error as TransportError).status).to.be.oneOf([404, 405]);
    expect(sent.at(-1)).to.equal(file.size);
    expect(sent).to.deep.equal(sent.toSorted((one, other) => one - other));
  });

  it('ends an upload that is aborted', async () => {
    const abort = new AbortController();
    const upload = transport.upload(file, { signal: abort.signal });
    abort.abort();
    let error: unknown;
    await upload.catch((reason: unknown) => (error = reason));

    expect((error as Error).name).to.equal('AbortError');
  });

  it('calls an upload without an answer a network error', async () => {
    const unreachable = new HttpTransport({ endpoint: 'http://127.0.0.1:1/chat' });
    let error: unknown;
    await unreachable.upload(file).catch((reason: unknown) => (error = reason));

    expect((error as TransportError).code).to.equal('network_error');
  });
});

describe('sessionDrafts', () => {
  afterEach(() => sessionStorage.clear());

  it('keeps a text by chat and thread, for the next page too', () => {
    sessionDrafts('one').save('T', 'Hello');
    sessionDrafts('one').save(null, 'New');

    expect(sessionDrafts('one').load('T')).to.equal('Hello');
    expect(sessionDrafts('one').load(null)).to.equal('New');
    expect(sessionDrafts('two').load('T')).to.equal('');
  });

  it('leaves nothing behind', () => {
    const drafts = sessionDrafts('one');
    drafts.save('T', 'Hello');
    drafts.save('T', '');

    expect(sessionStorage).to.have.length(0);
  });

  it('does without a storage that is full', () => {
    expect(() => sessionDrafts('one').save('T', 'x'.repeat(20_000_000))).not.to.throw();
  });
});

describe('ConversationController', () => {
  afterEach(() => document.body.replaceChildren());

  it('renders its element for the facets it names, and for no others', async () => {
    const { conversation, element } = await placed(['status']);
    const before = element.renders;
    conversation.input = 'a';
    await task();
    await element.updateComplete;
    expect(element.renders).to.equal(before);
    void conversation.send('Hello');
    await until(() => element.renders > before);

    expect(element.shadowRoot!.textContent).to.contain('submitted');
  });

  it('follows the chat to another conversation', async () => {
    const { conversation, element, provider } = await placed(['input']);
    const other = converse(new ScriptedTransport());
    provider.setValue(other);
    await element.updateComplete;
    expect(element.chat.conversation).to.equal(other);
    const before = element.renders;
    conversation.input = 'to the old one';
    await task();
    await element.updateComplete;
    expect(element.renders).to.equal(before);
    other.input = 'to the new one';
    await until(() => element.renders > before);
  });

  it('lets go when its element leaves, and is there again when it comes back', async () => {
    const { conversation, element, surroundings } = await placed(['input']);
    element.remove();
    const before = element.renders;
    conversation.input = 'unheard';
    await task();
    await element.updateComplete;
    expect(element.chat.conversation).to.equal(undefined);
    expect(element.renders).to.be.at.most(before + 1);
    surroundings.append(element);
    await element.updateComplete;

    expect(element.chat.conversation).to.equal(conversation);
  });
});

class ListeningElement extends LitElement {
  facets: ConversationFacet[] = [];
  renders = 0;
  chat!: ConversationController;

  override connectedCallback(): void {
    this.chat ??= new ConversationController(this, this.facets);
    super.connectedCallback();
  }

  override render(): TemplateResult {
    this.renders++;
    return html`${this.chat.conversation?.status}`;
  }
}
customElements.define('listening-element', ListeningElement);

async function placed(facets: ConversationFacet[]) {
  const conversation = converse(new ScriptedTransport());
  const surroundings = document.createElement('section');
  const provider = new ContextProvider(surroundings, { context: conversationContext, initialValue: conversation });
  const element = new ListeningElement();
  element.facets = facets;
  document.body.append(surroundings);
  surroundings.append(element);
  await element.updateComplete;
  return { conversation, surroundings, provider, element };
}

async function replying(): Promise<{ conversation: Conversation; reply: ScriptedReply }> {
  const transport = new ScriptedTransport();
  const conversation = converse(transport);
  void conversation.send('Hello');
  await until(() => transport.chats.length);
  const reply = transport.chats[0]!.accept(new ScriptedReply('run'))!;
  return { conversation, reply };
}

/** The next turn of the event loop. */
function task(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve());
    port1.start();
    port2.postMessage(null);
  });
}

async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await task();
}
