import { expect } from 'chai';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { fakeThread } from '../support/fake-transport.ts';
import { clearPage, control, controls, expectAccessible, find, focused, until } from '../support/page.ts';
import { box, renderChat } from './render-chat.ts';

describe('<assistant-chat> above the page', () => {
  afterEach(async () => {
    clearPage();
    await setViewport({ width: 800, height: 600 });
  });

  for (const layout of ['popup', 'sidebar'] as const) {
    it(`opens as ${layout} from its button, closes by Escape, and gives the focus back`, async () => {
      const { chat } = await renderChat({ layout });
      expect(chat.open).to.equal(false);
      expect(find(chat, '[part=panel]').checkVisibility()).to.equal(false);
      control(chat, 'Open chat').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused() === box(chat));
      expect(chat.open).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await until(() => !chat.open && focused() === control(chat, 'Open chat'));
    });

    it(`fits a phone as ${layout}`, async () => {
      await setViewport({ width: 360, height: 640 });
      const { chat } = await renderChat({ layout, open: true });
      const { width, height } = find(chat, '[part=panel]').getBoundingClientRect();
      expect([width, height]).to.deep.equal([360, 640]);
      expect(document.documentElement.scrollWidth).to.be.at.most(360);
    });
  }

  it('closes by the button in its header', async () => {
    const { chat } = await renderChat({ layout: 'popup', open: true });
    control(find(chat, 'chat-header'), 'Close chat').click();
    await until(() => controls(chat, 'Open chat').length === 1);
    expect(chat.open).to.equal(false);
  });

  it('stays open when an Escape closes the menu inside it', async () => {
    const { chat } = await renderChat(
      { layout: 'popup', open: true },
      { prepare: (transport) => (transport.threadList = [fakeThread('t1', 'One')]) },
    );
    const menu = find(chat, '[popover=auto]');
    control(chat, 'Conversations').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => menu.matches(':popover-open'));
    await sendKeys({ press: 'Escape' });
    await until(() => !menu.matches(':popover-open'));
    expect(chat.open).to.equal(true);
  });

  it('stays open and keeps its draft when it is moved', async () => {
    const { chat, conversation } = await renderChat({ layout: 'popup', open: true });
    conversation.input = 'Draft';
    await until(() => box(chat).value === 'Draft');
    document.body.appendChild(document.createElement('section')).append(chat);
    await until(() => find(chat, '[part=panel]').matches(':popover-open'));
    expect(box(chat).value).to.equal('Draft');
  });

  it('is accessible, closed and open', async () => {
    const { chat } = await renderChat({ layout: 'popup', heading: 'Help desk' });
    await expectAccessible(chat);
    chat.open = true;
    await until(() => find(chat, '[part=panel]').matches(':popover-open'));
    await expectAccessible(chat);
    expect(find(chat, '[part=panel]').getAttribute('aria-label')).to.equal('Help desk');
  });
});
