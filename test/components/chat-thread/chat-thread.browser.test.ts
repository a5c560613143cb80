import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { ChatThread } from '../../../components/chat-thread/chat-thread.ts';
import { TransportError } from '../../../components/conversation/index.ts';
import type { AssistantFeedbackEvent } from '../../../components/events.ts';
import type { UIMessage } from '../../../protocol/index.ts';
import { fullConfig, reply, userMessage } from '../support/fake-transport.ts';
import {
  clearPage,
  control,
  controls,
  expectAccessible,
  find,
  findAll,
  focused,
  focusedName,
  nextFrame,
  preferScheme,
  until,
} from '../support/page.ts';
import { placeInConversation } from '../support/place-in-conversation.ts';

describe('<chat-thread>', () => {
  afterEach(clearPage);

  it('shows a person’s message as it was typed', async () => {
    const text = 'Look:\n  **not bold** <b>nor this</b>';
    const { element } = await render([userMessage('u1', text)]);
    expect(find(element, '[part=bubble]').textContent).to.equal(text);
    expect(getComputedStyle(find(element, '[part=bubble]')).whiteSpace).to.contain('pre-wrap');
  });

  it('shows the files a person sent, with their size where it is known', async () => {
    const file = { type: 'file' as const, url: '/g.csv', mediaType: 'text/csv', filename: 'groups.csv' };
    const providerMetadata = { kit: { fileId: 'h', bytes: 2000 } };
    const parts = [file, { ...file, url: '/h.csv', filename: 'halves.csv', providerMetadata }];
    const { element } = await render([{ id: 'u1', role: 'user', parts }]);
    await until(() => controls(element, /^Open groups\.csv CSV$/).length === 1);
    await until(() => controls(element, /^Open halves\.csv CSV · 2 kB$/).length === 1);
    expect(findAll(element.shadowRoot!, '[part=bubble]')).to.have.length(0);
  });

  it('has a file made again that is gone: by its reply where that is the last, else by a question, unless the page does', async () => {
    const made = (id: string): UIMessage => ({
      ...reply(id, 'Here it is.'),
      parts: [
        {
          type: 'data-file',
          id: 'f',
          data: {
            id: 'f',
            filename: `${id}.csv`,
            mediaType: 'text/csv',
            bytes: null,
            url: '',
            status: 'failed',
            gone: true,
          },
        },
      ],
    });
    const { element, transport, conversation } = await render([
      userMessage('u1', 'Make it'),
      made('a1'),
      userMessage('u2', 'And that'),
      made('a2'),
    ]);
    await until(() => controls(element, 'Run again').length === 2);
    const [earlier, last] = controls(element, 'Run again');
    const takeOver = (event: Event): void => event.preventDefault();
    element.addEventListener('assistant-file-renew', takeOver);
    last?.click();
    await nextFrame();
    expect(transport.requests).to.have.length(0);
    element.removeEventListener('assistant-file-renew', takeOver);

    earlier?.click();
    await until(() => transport.replies.length === 1);
    expect(conversation.messages.map(({ id }) => id).slice(0, 4)).to.deep.equal(['u1', 'a1', 'u2', 'a2']);
    expect(JSON.stringify(transport.requests[0]?.messages.at(-1))).to.contain('Make the file a1.csv again');
    transport.reply.start();
    transport.reply.finish();
    await until(() => conversation.status === 'ready');

    conversation.messages = conversation.messages.slice(0, 4);
    await until(() => controls(element, 'Run again').length === 2);
    controls(element, 'Run again')[1]?.click();
    await until(() => transport.requests.length === 2);
    expect(transport.requests[1]?.trigger).to.equal('regenerate-message');
    transport.reply.start();
    transport.reply.finish();
    await until(() => conversation.status === 'ready');
  });

  it('names who said what', async () => {
    const { element } = await render([userMessage('u1', 'Hello'), reply('a1', 'Good day.')]);
    expect(findAll(element.shadowRoot!, 'article').map((article) => article.getAttribute('aria-label'))).to.deep.equal([
      'You said',
      'The assistant said',
    ]);
  });

  it('draws no finished message again while a reply grows', async () => {
    const { element, transport, conversation } = await render(dialogue(60));
    await until(() => isAtEnd(element));
    await settled(element);
    const before = findAll(element.shadowRoot!, 'article');
    const drawn = countUpdates();
    void conversation.send('Next');
    await until(() => transport.replies.length === 1);
    transport.reply.start();
    for (const word of ['It', ' is', ' four', '.']) {
      transport.reply.text(word);
      await until(() => textOf(element).endsWith(word.trim()));
    }
    transport.reply.finish();
    await until(() => conversation.status === 'ready');
    await element.updateComplete;
    drawn.stop();
    const after = findAll(element.shadowRoot!, 'article');
    expect(before.every((article, index) => article === after[index])).to.equal(true);
    // The reply before it loses the button that has it written anew, and is drawn once for that.
    expect([...drawn.ids].filter((id) => id !== 'a58')).to.deep.equal(['reply-run-1']);
  });

  it('puts messages in groups that cost nothing off screen', async () => {
    const { element } = await render(dialogue(120));
    const groups = findAll(element.shadowRoot!, '.group');
    expect(groups.map((group) => group.querySelectorAll('article').length)).to.deep.equal([50, 50, 20]);
    expect(getComputedStyle(groups[0]!).contentVisibility).to.equal('auto');
  });

  it('gives buttons only to messages in sight or near it', async () => {
    const { element } = await render(dialogue(220));
    await until(() => isAtEnd(element));
    const first = findAll(element.shadowRoot!, '.group')[0]!;
    const buttons = (): number => findAll(first, 'button').length;
    await until(() => buttons() === 0);
    await press(element, 'Home');
    await until(() => buttons() > 50);
    expect(first.querySelectorAll('article')).to.have.length(50);
  });

  it('loads earlier messages and leaves those that are there in place', async () => {
    const { element, transport, conversation } = await render([]);
    transport.history.set('thread-1', dialogue(80));
    await conversation.openThread('thread-1');
    await until(() => findAll(element.shadowRoot!, 'article').length === 50);
    const last = findAll(element.shadowRoot!, 'article').at(-1);
    control(element, 'Show earlier messages').click();
    await until(() => findAll(element.shadowRoot!, 'article').length === 80);
    expect(findAll(element.shadowRoot!, 'article').at(-1) === last).to.equal(true);
    expect(controls(element, 'Show earlier messages')).to.have.length(0);
  });

  describe('scrolling', () => {
    it('begins at the end and stays there while a reply grows', async () => {
      const { element, transport } = await streaming();
      await until(() => isAtEnd(element));
      for (let count = 0; count < 5; count++) {
        const { scrollHeight } = scroller(element);
        transport.reply.text('Another paragraph of the answer.\n\n'.repeat(4));
        await until(() => scroller(element).scrollHeight > scrollHeight);
        await until(() => isAtEnd(element));
      }
    });

    it('lets go when the person scrolls up, and takes hold again at the end', async () => {
      const { element, transport } = await streaming();
      await until(() => isAtEnd(element));
      expect(controls(element, 'Jump to the latest message')).to.have.length(0);
      await press(element, 'PageUp');
      await until(() => controls(element, 'Jump to the latest message').length === 1);
      await settled(element);
      const { scrollTop, scrollHeight } = scroller(element);
      transport.reply.text('Another paragraph of the answer.\n\n'.repeat(8));
      await until(() => scroller(element).scrollHeight > scrollHeight);
      await nextFrame();
      expect(scroller(element).scrollTop).to.equal(scrollTop);

      control(element, 'Jump to the latest message').click();
      await until(() => isAtEnd(element));
      await until(() => controls(element, 'Jump to the latest message').length === 0);
      expect(focused() === scroller(element)).to.equal(true);
    });

    it('goes to the end when the person sends, wherever they were', async () => {
      const { element, conversation } = await render(dialogue(40));
      await until(() => isAtEnd(element));
      await press(element, 'Home');
      await until(() => controls(element, 'Jump to the latest message').length === 1);
      await settled(element);
      void conversation.send('And now?');
      await until(() => isAtEnd(element) && textOf(element).includes('And now?'));
    });

    it('does not push away what the person unfolds', async () => {
      const thought = { type: 'reasoning' as const, text: 'A long thought.\n\n'.repeat(30), state: 'done' as const };
      const last: UIMessage = { ...reply('a', 'So it is.'), parts: [thought, ...reply('a', 'So it is.').parts] };
      const { element } = await render([...dialogue(20), last]);
      await until(() => isAtEnd(element) && findAll(element.shadowRoot!, 'summary').length > 0);
      const summary = findAll(element.shadowRoot!, 'summary').at(-1)!;
      await settled(element);
      const { top } = summary.getBoundingClientRect();
      const { scrollHeight } = scroller(element);
      summary.click();
      await until(() => scroller(element).scrollHeight > scrollHeight + 100);
      await settled(element);
      expect(summary.getBoundingClientRect().top).to.be.closeTo(top, 2);
    });

    it('keeps its place when the element is moved', async () => {
      const { element, surroundings } = await render(dialogue(40));
      await until(() => isAtEnd(element));
      await press(element, 'PageUp');
      await until(() => controls(element, 'Jump to the latest message').length === 1);
      await settled(element);
      const { scrollTop } = scroller(element);
      expect(scrollTop).to.be.greaterThan(100);
      surroundings.append(document.createElement('hr'), element);
      await settled(element);
      expect(scroller(element).scrollTop).to.be.closeTo(scrollTop, 40);
      expect(controls(element, 'Jump to the latest message')).to.have.length(1);
    });
  });

  describe('for a screen reader', () => {
    it('says whole sentences, each once', async () => {
      const { element, transport, conversation } = await streaming('Tell');
      for (const piece of ['It', ' is', ' four. And', ' five', '! Rest']) {
        transport.reply.text(piece);
        await until(() => textOf(element).endsWith(piece.trim()));
      }
      expect(heard(element)).to.deep.equal(['Working…', 'It is four.', 'And five!'].slice(0, heard(element).length));
      transport.reply.finish();
      await until(() => conversation.status === 'ready');
      await until(() => heard(element).at(-1) === 'Rest');
      expect(heard(element)).to.deep.equal(['Working…', 'It is four.', 'And five!', 'Rest']);
    });

    it('is silent about history', async () => {
      const { element } = await render(dialogue(10));
      expect(heard(element)).to.deep.equal([]);
      expect(find(element, '[role=log]').getAttribute('aria-live')).to.equal('off');
    });
  });

  it('says that it works while nothing else moves', async () => {
    const { element, transport, conversation } = await render([]);
    void conversation.send('Hello');
    await until(() => findAll(element.shadowRoot!, '.working').length === 1);
    transport.reply.start().text('Hi');
    await until(() => findAll(element.shadowRoot!, '.working').length === 0);
    transport.reply
      .endText()
      .send({ type: 'data-status', transient: true, data: { phase: 'search', text: 'Searching your files' } });
    await until(() => findAll(element.shadowRoot!, '.working')[0]?.textContent.includes('Searching your files'));
    transport.reply.finish();
    await until(() => findAll(element.shadowRoot!, '.working').length === 0);
  });

  it('says why an answer is not whole', async () => {
    const cut = reply('a2', 'It was');
    const { element } = await render([
      userMessage('u1', 'Write'),
      { ...reply('a1', 'It was'), metadata: { run: { id: 'r', status: 'cancelled' } } },
      userMessage('u2', 'Again'),
      { ...cut, metadata: { run: { id: 'r', status: 'incomplete', incompleteReason: 'max_output_tokens' } } },
    ]);
    expect(findAll(element.shadowRoot!, '.note').map(({ textContent }) => textContent)).to.deep.equal([
      'You stopped this answer.',
      'This answer was cut off: it reached the longest length allowed.',
    ]);
  });

  it('says that a message was not answered, and has it answered', async () => {
    const { element, transport } = await render([...dialogue(2), userMessage('u9', 'Are you there?')]);
    const note = () => findAll(element.shadowRoot!, '.unanswered')[0];
    expect(note()?.textContent).to.include('This message was not answered.');
    note()!.querySelector('button')!.click();
    await until(() => transport.requests.length === 1);
    expect(transport.requests[0]?.trigger).to.equal('regenerate-message');
    expect(transport.requests[0]?.messageId).to.equal(undefined);
    await until(() => note() === undefined);
  });

  it('has the last reply written anew, and no other', async () => {
    const { element, transport } = await render(dialogue(4));
    expect(controls(element, 'Answer again')).to.have.length(1);
    control(element, 'Answer again').click();
    await until(() => transport.requests.length === 1);
    expect(transport.requests[0]?.trigger).to.equal('regenerate-message');
  });

  it('offers neither another reply nor another wording where the backend removes no messages', async () => {
    const { capabilities } = fullConfig;
    const configuration = { ...fullConfig, capabilities: { ...capabilities, deleteMessages: false } };
    const { element } = await render(dialogue(4), configuration);
    expect(controls(element, 'Answer again')).to.have.length(0);
    expect(controls(element, 'Edit message')).to.have.length(0);
  });

  describe('editing', () => {
    it('opens the text, and sends the new wording by Enter', async () => {
      const { element, transport } = await render(dialogue(2));
      control(element, 'Edit message').click();
      await until(() => focused()?.localName === 'textarea');
      expect((focused() as HTMLTextAreaElement).value).to.equal('Question 0');
      await sendKeys({ type: ', differently' });
      await sendKeys({ press: 'Enter' });
      await until(() => transport.requests.length === 1);
      expect(transport.requests[0]!.messages.at(-1)!.parts).to.deep.include({
        type: 'text',
        text: 'Question 0, differently',
      });
    });

    it('is given up by Escape, and the focus returns', async () => {
      const { element, transport } = await render(dialogue(2));
      control(element, 'Edit message').click();
      await until(() => focused()?.localName === 'textarea');
      await sendKeys({ type: ' never' });
      await sendKeys({ press: 'Escape' });
      await until(() => findAll(element.shadowRoot!, 'message-editor').length === 0);
      expect(find(element, '[part=bubble]').textContent).to.equal('Question 0');
      expect(transport.requests).to.have.length(0);
      expect(focusedName()).to.equal('Edit message');
    });

    it('keeps the new wording when the assistant refuses it', async () => {
      const { element, transport, conversation } = await render(dialogue(2));
      transport.refusals.push(new TransportError('overloaded', 'Busy.', { retryable: true }));
      control(element, 'Edit message').click();
      await until(() => focused()?.localName === 'textarea');
      await sendKeys({ type: ', differently' });
      await sendKeys({ press: 'Enter' });
      await until(() => conversation.status === 'error');
      await until(() => findAll(element.shadowRoot!, 'message-editor').length === 1);
      expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('Question 0, differently');
    });
  });

  it('copies a person’s message', async () => {
    const { element } = await render([userMessage('u1', 'Copy me')]);
    control(element, 'Copy message').focus();
    await sendKeys({ press: 'Enter' });
    const statuses = () => findAll(element.shadowRoot!, '[role=status]').map(({ textContent }) => textContent);
    await until(() => statuses().some((status) => /^(Copied|Not copied)/.test(status.trim())));
  });

  it('tells the page what a person thinks of a reply, and takes it back', async () => {
    const { element, surroundings } = await render(dialogue(2));
    element.feedback = true;
    await element.updateComplete;
    const events: AssistantFeedbackEvent[] = [];
    surroundings.addEventListener('assistant-feedback', (event) => events.push(event));
    control(element, 'Good answer').click();
    await until(() => control(element, 'Good answer').getAttribute('aria-pressed') === 'true');
    control(element, 'Bad answer').click();
    await until(() => control(element, 'Good answer').getAttribute('aria-pressed') === 'false');
    control(element, 'Bad answer').click();
    expect(events.map(({ rating, message }) => [message.id, rating])).to.deep.equal([
      ['a0', 'good'],
      ['a0', 'bad'],
      ['a0', null],
    ]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible with history, a growing reply and an edit, ${colorScheme}`, async () => {
      await preferScheme(colorScheme);
      const { element, transport, conversation } = await render(dialogue(4));
      await expectAccessible(element);
      control(element, 'Edit message').click();
      await until(() => findAll(element.shadowRoot!, 'message-editor').length === 1);
      await expectAccessible(element);
      void conversation.send('More');
      await until(() => transport.replies.length === 1);
      await expectAccessible(element);
      transport.reply.start().text('Growing **text**');
      await until(() => textOf(element).includes('Growing'));
      await expectAccessible(element);
      await preferScheme('light');
    });
  }
});

async function render(messages: UIMessage[], configuration = fullConfig) {
  const placed = await placeInConversation(new ChatThread(), { configuration });
  placed.element.style.blockSize = '400px';
  placed.conversation.messages = messages;
  await until(() => findAll(placed.element.shadowRoot!, 'article').length === messages.length);
  return placed;
}

async function streaming(question = 'Go on') {
  const placed = await render(dialogue(20));
  void placed.conversation.send(question);
  await until(() => placed.transport.replies.length === 1);
  placed.transport.reply.start();
  await until(() => placed.conversation.status === 'streaming');
  return placed;
}

function dialogue(count: number): UIMessage[] {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? userMessage(`u${index}`, `Question ${index}`)
      : reply(`a${index - 1}`, `Answer ${index}, long enough to take a line of its own.`),
  );
}

function scroller(element: ChatThread): HTMLElement {
  return find(element, '[part=scroller]');
}

/** Scrolls as a person does who has the keyboard only. */
async function press(element: ChatThread, key: string): Promise<void> {
  scroller(element).focus();
  await sendKeys({ press: key });
}

/** Nothing has moved for a while: what came into sight has got its real size. */
async function settled(element: ChatThread): Promise<void> {
  let [before, quiet] = ['', 0];
  await until(() => {
    const { scrollTop, scrollHeight } = scroller(element);
    const now = `${scrollTop} ${scrollHeight}`;
    quiet = now === before ? quiet + 1 : 0;
    before = now;
    return quiet >= 8;
  });
}

function isAtEnd(element: ChatThread): boolean {
  const { scrollHeight, clientHeight, scrollTop } = scroller(element);
  return scrollHeight > clientHeight && scrollHeight - clientHeight - scrollTop < 2;
}

/** What a person reads in the last message, without controls. */
function textOf(element: ChatThread): string {
  const last = findAll(element.shadowRoot!, 'article').at(-1)!;
  const texts = findAll(last, '.text, [part=bubble]');
  return texts
    .map(({ textContent }) => textContent)
    .join('\n')
    .trim();
}

function heard(element: ChatThread): string[] {
  return findAll(element.shadowRoot!, '[aria-live=polite] p').map(({ textContent }) => textContent);
}

/** Which messages an `<annotated-message>` has been drawn for since. */
function countUpdates(): { ids: Set<string | undefined>; stop: () => void } {
  const prototype = AnnotatedMessage.prototype as unknown as { update: (changes: unknown) => void };
  const { update } = prototype;
  const ids = new Set<string | undefined>();
  prototype.update = function (this: AnnotatedMessage, changes) {
    ids.add(this.message?.id);
    update.call(this, changes);
  };
  return { ids, stop: () => (prototype.update = update) };
}
