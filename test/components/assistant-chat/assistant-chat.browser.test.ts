import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { TransportError } from '../../../components/conversation/index.ts';
import type {
  AssistantErrorEvent,
  AssistantReplyEndEvent,
  AssistantThreadChangeEvent,
  AssistantToolCallEvent,
} from '../../../components/events.ts';
import { fullConfig, reply, userMessage } from '../support/fake-transport.ts';
import { clearPage, control, controls, find, findAll, focused, until } from '../support/page.ts';
import { box, renderChat, shownTexts } from './render-chat.ts';

describe('<assistant-chat>', () => {
  afterEach(clearPage);

  it('is used from end to end by the keyboard', async () => {
    const { chat, transport, conversation } = await renderChat();
    chat.focusComposer();
    expect(focused() === box(chat)).to.equal(true);
    await sendKeys({ type: 'Solve 3x + 11 = 14' });
    await sendKeys({ press: 'Enter' });
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('x = **1**');
    transport.reply.finish();
    await until(() => conversation.status === 'ready');
    await until(() => shownTexts(chat).length === 2);
    expect(shownTexts(chat)).to.deep.equal(['Solve 3x + 11 = 14', 'x = 1']);
    expect(focused() === box(chat)).to.equal(true);
    await sendKeys({ type: 'And 4x = 2?' });
    await sendKeys({ press: 'Enter' });
    await until(() => transport.requests.length === 2);
  });

  it('greets, suggests, and sends a suggestion that is taken', async () => {
    const { chat, transport } = await renderChat({ suggestions: ['One thing', 'Another'] });
    expect(find(chat, '.greeting').textContent).to.equal('What can I do for you?');
    control(chat, 'Another').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => transport.requests.length === 1);
    expect(transport.requests[0]!.messages.at(-1)!.parts).to.deep.include({ type: 'text', text: 'Another' });
    await until(() => shownTexts(chat).includes('Another'));
    expect(focused() === box(chat)).to.equal(true);
  });

  it('lets the page cancel a suggestion', async () => {
    const { chat, transport } = await renderChat({ suggestions: ['One thing'] });
    chat.addEventListener('assistant-send', (event) => event.preventDefault());
    control(chat, 'One thing').click();
    expect(transport.requests).to.have.length(0);
  });

  it('puts the page’s own in place of greeting and suggestions', async () => {
    document.body.innerHTML = '<template><p slot="empty">Ours</p></template>';
    const { chat } = await renderChat();
    chat.append(document.querySelector('template')!.content.cloneNode(true));
    await until(() => controls(chat, 'x').length === 0 && !find(chat, 'chat-welcome').checkVisibility());
    expect(chat.querySelector('p')!.checkVisibility()).to.equal(true);
  });

  it('says what it is: heading, and the remark of the backend', async () => {
    const { chat } = await renderChat(
      { heading: 'Help desk' },
      { configuration: { ...fullConfig, notice: 'Rule-based, no language model' } },
    );
    expect(find(chat, '[part=heading]').textContent).to.equal('Help desk');
    expect(find(chat, '[part=notice]').textContent).to.equal('Rule-based, no language model');
  });

  it('says in words what went wrong, and tries it again', async () => {
    const { chat, transport, conversation } = await renderChat();
    const errors: AssistantErrorEvent[] = [];
    chat.addEventListener('assistant-error', (event) => errors.push(event));
    transport.refusals.push(new TransportError('overloaded', 'The assistant is busy. Try again.', { retryable: true }));
    await chat.send('Hello');
    await until(() => find(chat, '[role=alert]').textContent.includes('The assistant is busy.'));
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['overloaded']);
    expect(chat.status).to.equal('error');
    expect(box(chat).value).to.equal('Hello');

    control(chat, 'Try again').click();
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('Hi').finish();
    await until(() => conversation.status === 'ready');
    await until(() => find(chat, '[role=alert]').textContent.trim() === '');
    expect(box(chat).value).to.equal('');
    expect(shownTexts(chat)).to.deep.equal(['Hello', 'Hi']);
    expect(focused() === box(chat)).to.equal(true);
  });

  it('offers no second try where none can help', async () => {
    const { chat, transport } = await renderChat();
    transport.refusals.push(new TransportError('unauthorized', 'Sign in first.', { retryable: false }));
    await chat.send('Hello');
    await until(() => find(chat, '[role=alert]').textContent.includes('Sign in first.'));
    expect(controls(chat, 'Try again')).to.have.length(0);
  });

  it('translates errors by their code', async () => {
    const { chat, transport } = await renderChat({
      strings: { errorText: ({ code }) => `Fehler ${code}`, retry: 'Noch einmal' },
    });
    transport.refusals.push(new TransportError('overloaded', 'Busy.', { retryable: true }));
    await chat.send('Hello');
    await until(() => find(chat, '[role=alert]').textContent.includes('Fehler overloaded'));
    expect(controls(chat, 'Noch einmal')).to.have.length(1);
  });

  it('says that the connection is lost, and takes it back', async () => {
    const { chat, transport } = await renderChat();
    let resume = (): void => {};
    transport.resume = () =>
      new Promise((resolve) => {
        resume = () => resolve(transport.reply);
      });
    void chat.send('Hello');
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('It is').close();
    await until(() => find(chat, 'chat-notice').shadowRoot!.textContent.includes('Reconnecting…'));
    transport.reply.reopen();
    resume();
    transport.reply.text(' four.').finish();
    await until(() => chat.status === 'ready');
    await until(() => !find(chat, 'chat-notice').shadowRoot!.textContent.includes('Reconnecting…'));
    expect(shownTexts(chat).at(-1)).to.equal('It is four.');
  });

  it('tells the page what happens, in order', async () => {
    const { chat, transport, conversation } = await renderChat();
    const seen: string[] = [];
    for (const type of [
      'assistant-send',
      'assistant-sent',
      'assistant-thread-change',
      'assistant-reply-start',
      'assistant-reply-end',
    ] as const) {
      document.body.addEventListener(type, (event: Event) => seen.push(event.type));
    }
    const ends: AssistantReplyEndEvent[] = [];
    chat.addEventListener('assistant-reply-end', (event) => ends.push(event));
    const threads: AssistantThreadChangeEvent[] = [];
    chat.addEventListener('assistant-thread-change', (event) => threads.push(event));
    chat.focusComposer();
    await sendKeys({ type: 'Hello' });
    await sendKeys({ press: 'Enter' });
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('Hi').finish();
    await until(() => conversation.status === 'ready');
    expect(new Set(seen)).to.deep.equal(
      new Set([
        'assistant-send',
        'assistant-sent',
        'assistant-thread-change',
        'assistant-reply-start',
        'assistant-reply-end',
      ]),
    );
    expect(seen[0]).to.equal('assistant-send');
    expect(seen.at(-1)).to.equal('assistant-reply-end');
    expect(ends[0]!.outcome).to.equal('completed');
    expect(threads[0]!.threadId).to.equal('thread-1');
    expect(chat.threadId).to.equal('thread-1');
  });

  it('lets a function of the page answer', async () => {
    const { chat, transport } = await renderChat();
    chat.addEventListener('assistant-tool-call', (event: AssistantToolCallEvent) =>
      event.respondWith(Promise.resolve({ degrees: 21 })),
    );
    void chat.send('Weather?');
    await until(() => transport.replies.length === 1);
    const run = { id: transport.reply.runId, status: 'requires_action' } as const;
    transport.reply
      .start()
      .send(
        { type: 'tool-input-available', toolCallId: 'call-1', toolName: 'get_weather', input: { city: 'Paris' } },
        { type: 'finish-step' },
        { type: 'finish', finishReason: 'tool-calls', messageMetadata: { run } },
      )
      .close();
    await until(() => transport.toolAnswers.length === 1);
    expect(transport.toolAnswers[0]!.outputs).to.deep.equal([{ toolCallId: 'call-1', output: { degrees: 21 } }]);
  });

  for (const { act, isCanceled, answers } of [
    { act: 'Allow', isCanceled: false, answers: [{ approvalId: 'ask-1', approved: true }] },
    { act: 'Deny', isCanceled: false, answers: [{ approvalId: 'ask-1', approved: false }] },
    { act: 'Allow', isCanceled: true, answers: undefined },
  ]) {
    it(`hands in “${act}” ${isCanceled ? 'not, when the page takes over' : 'to the assistant'}`, async () => {
      const { chat, transport } = await renderChat();
      if (isCanceled)
        document.body.addEventListener('assistant-approve', (event) => event.preventDefault(), { once: true });
      void chat.send('Delete it');
      await until(() => transport.replies.length === 1);
      const run = { id: transport.reply.runId, status: 'requires_action' } as const;
      transport.reply
        .start()
        .send(
          {
            type: 'tool-input-available',
            toolCallId: 'call-1',
            toolName: 'delete_file',
            input: { name: 'a' },
            dynamic: true,
            providerExecuted: true,
          },
          { type: 'tool-approval-request', approvalId: 'ask-1', toolCallId: 'call-1' },
          { type: 'finish-step' },
          { type: 'finish', finishReason: 'tool-calls', messageMetadata: { run } },
        )
        .close();
      await until(() => controls(chat, act).length === 1 && chat.status === 'ready');
      const button = control(chat, act) as HTMLButtonElement;
      await until(() => !button.disabled);
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => isCanceled || transport.toolAnswers.length === 1);
      expect(transport.toolAnswers[0]?.outputs).to.deep.equal(answers);
    });
  }

  it('reads and writes the messages', async () => {
    const { chat } = await renderChat();
    chat.messages = [userMessage('u', 'Hello'), reply('a', 'Hi')];
    await until(() => shownTexts(chat).length === 2);
    expect(chat.messages.map(({ id }) => id)).to.deep.equal(['u', 'a']);
  });

  it('opens the thread it is told to, and a new one', async () => {
    const { chat, transport } = await renderChat();
    transport.history.set('t1', [userMessage('u', 'From before')]);
    chat.threadId = 't1';
    await until(() => shownTexts(chat).includes('From before'));
    chat.newThread();
    await until(() => shownTexts(chat).length === 0);
    expect(chat.threadId).to.equal(null);
    await chat.openThread('t1');
    await until(() => shownTexts(chat).includes('From before'));
  });

  it('shows that a thread is being loaded rather than a greeting', async () => {
    const { chat, transport } = await renderChat();
    let open = (): void => {};
    transport.gate = new Promise((resolve) => (open = resolve));
    transport.history.set('t1', [userMessage('u', 'From before')]);
    void chat.openThread('t1');
    await until(() => findAll(chat.shadowRoot!, '[aria-label="Loading…"]').length === 1);
    expect(findAll(chat.shadowRoot!, '.greeting')).to.have.length(0);
    open();
    await until(() => shownTexts(chat).includes('From before'));
  });

  it('narrows the limits of the backend by its attributes', async () => {
    const { chat, conversation } = await renderChat({ accept: '.csv', maxFiles: 2, maxFileSize: 10 });
    expect(conversation.limits).to.include({ accept: '.csv', maxFiles: 2, maxFileBytes: 10 });
    expect(find(chat, 'chat-composer').shadowRoot!.querySelector<HTMLInputElement>('input')!.accept).to.equal('.csv');
  });

  it('takes files that are dropped anywhere on it', async () => {
    const { chat, conversation } = await renderChat();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a,b'], 'groups.csv', { type: 'text/csv' }));
    const target = find(chat, '[part=heading]');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    }
    await until(() => conversation.attachments.length === 1);
    await until(() => findAll(chat.shadowRoot!, 'chat-composer file-attachment, file-attachment').length === 1);
  });

  it('hides what a backend lacks', async () => {
    const { chat } = await renderChat({}, { configuration: null });
    expect(findAll(chat.shadowRoot!, 'thread-menu')).to.have.length(0);
    expect(findAll(chat.shadowRoot!, '[part=notice]')).to.have.length(0);
  });

  it('chooses the scheme of its theme', async () => {
    const { chat } = await renderChat({ theme: 'dark' });
    expect(getComputedStyle(chat).colorScheme).to.equal('dark');
    const dark = getComputedStyle(chat).backgroundColor;
    chat.theme = 'light';
    await chat.updateComplete;
    expect(getComputedStyle(chat).backgroundColor).not.to.equal(dark);
  });

  it('writes no style into an attribute, so that a strict policy holds', async () => {
    const { chat, transport } = await renderChat({ suggestions: ['One'] });
    chat.attach([new File(['x'], 'a.txt')]);
    await until(() => transport.uploads.length === 1);
    chat.messages = [userMessage('u', 'Hello'), reply('a', 'Hi, **you**.\n\n| a |\n|---|\n| 1 |')];
    await until(() => shownTexts(chat).length === 2);
    expect(findAll(chat.shadowRoot!, '[style]').map(({ outerHTML }) => outerHTML)).to.deep.equal([]);
  });

  it('says clearly what is missing when it is used without endpoint', async () => {
    const chat = document.createElement('assistant-chat') as AssistantChat;
    document.body.append(chat);
    await chat.updateComplete;
    expect(box(chat).disabled).to.equal(true);
    expect(() => chat.newThread()).to.throw(/needs an "endpoint" or a "conversation"/);
  });
});
