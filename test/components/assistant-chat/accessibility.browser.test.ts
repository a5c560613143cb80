import { expect } from 'chai';
import { setViewport } from '@web/test-runner-commands';
import type { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { TransportError } from '../../../components/conversation/index.ts';
import type { UIMessage } from '../../../protocol/index.ts';
import { fakeThread, fullConfig, reply, userMessage, type FakeTransport } from '../support/fake-transport.ts';
import { clearPage, control, controls, expectAccessible, find, findAll, preferScheme, until } from '../support/page.ts';
import { renderChat, shownTexts } from './render-chat.ts';

const answer: UIMessage = {
  ...reply('a', 'The mean is **12.5**.\n\n| group | mean |\n|---|---|\n| a | 12.5 |'),
  parts: [
    { type: 'reasoning', text: 'I read the file.', state: 'done' },
    {
      type: 'tool-code_interpreter',
      toolCallId: 'c',
      state: 'output-available',
      input: { code: 'print(1)' },
      output: { outputs: [{ type: 'logs', logs: '1' }] },
    },
    ...reply('a', 'The mean is **12.5**.\n\n| group | mean |\n|---|---|\n| a | 12.5 |').parts,
    {
      type: 'data-file',
      id: 'f',
      data: {
        id: 'f',
        filename: 'means.csv',
        mediaType: 'text/csv',
        bytes: 20,
        url: '/f',
        status: 'ready',
        origin: {},
      },
    },
  ],
};

/** Every state a chat can be in, and how it gets there. */
const states: Record<string, (chat: AssistantChat, transport: FakeTransport) => Promise<unknown> | unknown> = {
  empty: () => undefined,
  'with history': async (chat) => {
    chat.messages = [userMessage('u', 'What is the mean?'), answer];
    chat.feedback = true;
    await until(() => shownTexts(chat).length === 2);
  },
  waiting: async (chat) => {
    void chat.send('Hello');
    await until(() => findAll(chat.shadowRoot!, '.working').length === 1);
  },
  streaming: async (chat, transport) => {
    void chat.send('Hello');
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('# Growing\n\nIt **is');
    await until(() => shownTexts(chat).length === 2);
  },
  'after an error': async (chat, transport) => {
    transport.refusals.push(new TransportError('overloaded', 'Busy. Try again.', { retryable: true }));
    await chat.send('Hello');
    await until(() => controls(chat, 'Try again').length === 1);
  },
  'with attachments': async (chat, transport) => {
    chat.attach([new File(['12345'], 'a.txt'), new File(['1'], 'b.png'), new File([], 'empty.txt')]);
    await until(() => transport.uploads.length === 2);
    transport.uploads[0]!.fail('No room.');
    await until(() => findAll(chat.shadowRoot!, 'file-rejections')[0]?.shadowRoot?.querySelector('li'));
  },
  'with the menu open': async (chat) => {
    control(chat, 'Conversations').click();
    await until(() => findAll(chat.shadowRoot!, '.thread').length === 2);
  },
  'while a thread is renamed': async (chat, transport) => {
    await states['with the menu open']!(chat, transport);
    control(chat, 'Rename One').click();
    await until(() => findAll(chat.shadowRoot!, 'input[name=title]').length === 1);
  },
  'while a thread is deleted': async (chat, transport) => {
    await states['with the menu open']!(chat, transport);
    control(chat, 'Delete One').click();
    await until(() => controls(chat, 'Cancel').length === 1);
  },
  loading: async (chat, transport) => {
    transport.gate = new Promise(() => {});
    void chat.openThread('t1');
    await until(() => findAll(chat.shadowRoot!, '.loading').length === 1);
  },
};

describe('<assistant-chat> for everybody', () => {
  afterEach(async () => {
    clearPage();
    await preferScheme('light');
    await setViewport({ width: 800, height: 600 });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, enter] of Object.entries(states)) {
      it(`is accessible ${name}, ${colorScheme}`, async () => {
        await preferScheme(colorScheme);
        const { chat, transport } = await render();
        await enter(chat, transport);
        await expectAccessible(chat);
      });
    }
  }

  for (const dir of ['ltr', 'rtl']) {
    for (const width of [360, 768, 1440]) {
      it(`fits ${width} px, ${dir}`, async () => {
        document.documentElement.dir = dir;
        await setViewport({ width, height: 700 });
        const { chat, transport } = await render();
        await states['with history']!(chat, transport);
        await states['with attachments']!(chat, transport);
        expect(document.documentElement.scrollWidth).to.be.at.most(width);
        const { left, right } = chat.getBoundingClientRect();
        for (const element of findAll(
          chat.shadowRoot!,
          'header, [part=form], [part=bubble], article, button, file-attachment',
        )) {
          if (!element.checkVisibility()) continue;
          const box = element.getBoundingClientRect();
          expect(box.left, element.outerHTML).to.be.at.least(left - 1);
          expect(box.right, element.outerHTML).to.be.at.most(right + 1);
        }
      });
    }
  }

  it('mirrors itself in a page that is written from right to left', async () => {
    document.documentElement.dir = 'rtl';
    const { chat } = await render();
    chat.messages = [userMessage('u', 'Hi')];
    await until(() => shownTexts(chat).length === 1);
    const middle = chat.getBoundingClientRect().left + chat.clientWidth / 2;
    expect(find(chat, '[part=bubble]').getBoundingClientRect().right).to.be.below(middle);
    expect(control(chat, 'Send message').getBoundingClientRect().right).to.be.below(middle);
    expect(control(chat, 'Attach files').getBoundingClientRect().left).to.be.above(middle);
  });

  it('gives every control a target of at least 24 px', async () => {
    const { chat, transport } = await render();
    await states['with history']!(chat, transport);
    await states['with attachments']!(chat, transport);
    for (const button of findAll(chat.shadowRoot!, 'button')) {
      if (!button.checkVisibility()) continue;
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.outerHTML).to.be.at.least(24);
    }
  });
});

function render() {
  return renderChat(
    { suggestions: ['One thing', 'Another'], heading: 'Assistant' },
    {
      configuration: { ...fullConfig, notice: 'Rule-based, no language model' },
      prepare: (transport) => {
        transport.threadList = [fakeThread('t1', 'One'), fakeThread('t2', 'Two')];
      },
    },
  );
}
