import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { fakeThread, userMessage } from '../support/fake-transport.ts';
import { clearPage, control, controls, find, findAll, focused, focusedName, until } from '../support/page.ts';
import { renderChat, shownTexts } from './render-chat.ts';

const hour = 3_600_000;

describe('the thread menu', () => {
  afterEach(clearPage);

  it('lists the threads with their times when it opens, and closes by Escape', async () => {
    const { chat } = await open();
    expect(rows(chat)).to.deep.equal(['Mean by group 1 hr. ago', 'Untitled yesterday']);
    await sendKeys({ press: 'Escape' });
    await until(() => !menu(chat).matches(':popover-open'));
    await until(() => focusedName() === 'Conversations');
  });

  it('opens a thread by the keyboard, and marks it', async () => {
    const { chat, transport } = await open();
    transport.history.set('t2', [userMessage('u', 'From before')]);
    for (let presses = 0; presses < 2; presses++) await sendKeys({ press: 'ArrowDown' });
    expect(focusedName()).to.contain('Untitled');
    await sendKeys({ press: 'Enter' });
    await until(() => shownTexts(chat).includes('From before'));
    expect(menu(chat).matches(':popover-open')).to.equal(false);
    control(chat, 'Conversations').click();
    await until(() => findAll(menu(chat), '[aria-current=true]').length === 1);
    expect(find(menu(chat), '[aria-current=true]').textContent).to.contain('Untitled');
  });

  it('begins a new thread', async () => {
    const { chat, conversation } = await open();
    conversation.messages = [userMessage('u', 'Old')];
    control(menu(chat), 'New conversation').click();
    await until(() => shownTexts(chat).length === 0);
    expect(menu(chat).matches(':popover-open')).to.equal(false);
  });

  it('renames a thread by Enter, and not by Escape', async () => {
    const { chat, transport } = await open();
    control(chat, 'Rename Untitled').click();
    await until(() => focused()?.localName === 'input');
    await sendKeys({ type: 'Never' });
    await sendKeys({ press: 'Escape' });
    await until(() => findAll(menu(chat), 'input').length === 0);
    expect(menu(chat).matches(':popover-open')).to.equal(true);
    expect(focusedName()).to.contain('Untitled');

    control(chat, 'Rename Untitled').click();
    await until(() => focused()?.localName === 'input');
    await sendKeys({ type: 'Notice periods' });
    await sendKeys({ press: 'Enter' });
    await until(() => rows(chat).some((row) => row.startsWith('Notice periods')));
    expect(transport.threadList.find(({ id }) => id === 't2')?.title).to.equal('Notice periods');
  });

  it('keeps a new title when the field is left', async () => {
    const { chat, transport } = await open();
    control(chat, 'Rename Untitled').click();
    await until(() => focused()?.localName === 'input');
    await sendKeys({ type: 'Kept' });
    await sendKeys({ press: 'Tab' });
    await until(() => transport.threadList.some(({ title }) => title === 'Kept'));
  });

  it('deletes a thread only after it has asked', async () => {
    const { chat, transport } = await open();
    control(chat, 'Delete Mean by group').click();
    await until(() => focused()?.textContent === 'Cancel');
    await sendKeys({ press: 'Enter' });
    await until(() => rows(chat).length === 2);
    expect(transport.threadList).to.have.length(2);

    control(chat, 'Delete Mean by group').click();
    await until(() => controls(chat, 'Delete').length === 1);
    control(chat, 'Delete').click();
    await until(() => rows(chat).length === 1);
    expect(transport.threadList.map(({ id }) => id)).to.deep.equal(['t2']);
    expect(focused() === document.body).to.equal(false);
  });

  it('says so where there are no threads yet', async () => {
    const { chat } = await renderChat();
    control(chat, 'Conversations').click();
    await until(() => menu(chat).textContent.includes('No conversations yet'));
  });

  it('stays within the page', async () => {
    const { chat } = await open();
    const { left, right, top, bottom } = menu(chat).getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(top).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });
});

async function open() {
  const rendered = await renderChat(
    {},
    {
      prepare: (transport) => {
        transport.threadList = [
          fakeThread('t1', 'Mean by group', Date.now() - hour),
          fakeThread('t2', null, Date.now() - 30 * hour),
        ];
      },
    },
  );
  control(rendered.chat, 'Conversations').focus();
  await sendKeys({ press: 'Enter' });
  await until(() => rows(rendered.chat).length === 2);
  return rendered;
}

function menu(chat: AssistantChat): HTMLElement {
  return find(chat, '[popover]');
}

function rows(chat: AssistantChat): string[] {
  return findAll(menu(chat), '.thread').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
}
