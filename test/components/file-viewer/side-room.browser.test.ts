import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import type { FileViewer } from '../../../components/file-viewer/file-viewer.ts';
import { openFileViewer } from '../../../components/file-viewer/open-file-viewer.ts';
import { renderChat } from '../assistant-chat/render-chat.ts';
import {
  clearPage,
  control,
  expectAccessible,
  find,
  findAll,
  focused,
  focusedName,
  preferScheme,
  until,
} from '../support/page.ts';

const file = new File(['The lease begins in May.'], 'lease.txt', { type: 'text/plain' });
const other = new File(['It ends in June.'], 'end.txt', { type: 'text/plain' });

describe('<file-viewer> beside a chat', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  beforeEach(() => setViewport({ width: 1280, height: 800 }));

  afterEach(async () => {
    clearPage();
    await setViewport({ width: 800, height: 600 });
  });

  for (const direction of ['ltr', 'rtl']) {
    it(`has the chat move aside, which stays in use, and back when it closes, ${direction}`, async () => {
      document.documentElement.dir = direction;
      const { chat } = await renderChat();
      const composer = find(chat, 'chat-composer');
      const before = composer.getBoundingClientRect();
      const viewer = await open(chat, file);
      expect(find(viewer, 'dialog').matches(':modal')).to.equal(false);
      expect(overlaps(composer, viewer)).to.equal(false);
      expect(focusedName()).to.equal('Close');
      chat.focusComposer();
      await sendKeys({ type: 'What does it say?' });
      expect(chat.conversation?.input).to.equal('What does it say?');
      control(viewer, 'Close').focus();
      await sendKeys({ press: 'Escape' });
      await until(() => !viewer.isConnected);
      expect(composer.getBoundingClientRect().x).to.equal(before.x);
    });
  }

  it('gives the focus back to where it was', async () => {
    const { chat } = await renderChat();
    chat.focusComposer();
    const box = focused();
    const viewer = await open(chat, file);
    control(viewer, 'Close').click();
    await until(() => !viewer.isConnected);
    expect(focused() === box).to.equal(true);
  });

  it('leaves the focus where a person has put it meanwhile', async () => {
    const { chat } = await renderChat();
    const viewer = await open(chat, file);
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    viewer.close();
    await until(() => !viewer.isConnected);
    expect(document.activeElement === button).to.equal(true);
  });

  it('takes the place of another that is open', async () => {
    const { chat } = await renderChat();
    const first = await open(chat, file);
    let isClosed = false;
    first.addEventListener('close', () => (isClosed = true));
    const second = await open(chat, other);
    expect([isClosed, first.isConnected]).to.deep.equal([true, false]);
    expect(findAll(document.body, 'file-viewer')).to.have.length(1);
    expect(find(second, 'h2').textContent).to.equal('end.txt');
    expect(overlaps(find(chat, 'chat-composer'), second)).to.equal(false);
  });

  it('stands above the chat while there is no room for both, and beside it as soon as there is', async () => {
    await setViewport({ width: 390, height: 800 });
    const { chat } = await renderChat();
    const viewer = await open(chat, file);
    const dialog = find<HTMLDialogElement>(viewer, 'dialog');
    expect(dialog.matches(':modal')).to.equal(true);
    await setViewport({ width: 1280, height: 800 });
    await until(() => !dialog.matches(':modal') && dialog.matches(':popover-open'));
    expect(overlaps(find(chat, 'chat-composer'), viewer)).to.equal(false);
    await setViewport({ width: 390, height: 800 });
    await until(() => dialog.matches(':modal'));
    expect(find(chat, 'chat-composer').getBoundingClientRect().width).to.be.greaterThan(350);
    control(viewer, 'Close').click();
    await until(() => !viewer.isConnected);
  });

  it('gives the room back with a chat that loses the message it was opened from', async () => {
    const { chat } = await renderChat();
    const viewer = await open(chat, file);
    viewer.remove();
    expect(find(chat, '.frame').style.paddingInlineEnd).to.equal('');
  });

  it('leaves a chat where it is that stands elsewhere', async () => {
    const { chat } = await renderChat();
    chat.style.inlineSize = '400px';
    const viewer = await open(chat, file);
    expect(find(viewer, 'dialog').matches(':popover-open')).to.equal(true);
    expect(find(chat, '.frame').getBoundingClientRect().width).to.equal(400);
    expect(overlaps(find(chat, 'chat-composer'), viewer)).to.equal(false);
  });

  for (const layout of ['popup', 'sidebar'] as const) {
    it(`has a ${layout} move aside as a whole`, async () => {
      const { chat } = await renderChat();
      chat.layout = layout;
      chat.open = true;
      await until(() => findAll(chat.shadowRoot!, '[part=panel]:popover-open').length === 1);
      const panel = find(chat, '[part=panel]');
      const { width } = panel.getBoundingClientRect();
      const viewer = await open(chat, file);
      expect(find(viewer, 'dialog').matches(':modal')).to.equal(false);
      expect(overlaps(panel, viewer)).to.equal(false);
      expect(panel.getBoundingClientRect().width).to.equal(width);
      control(viewer, 'Close').click();
      await until(() => !viewer.isConnected);
      expect(panel.style.marginInlineEnd).to.equal('');
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible, ${colorScheme}`, async () => {
      await preferScheme(colorScheme);
      const { chat } = await renderChat();
      const viewer = await open(chat, file);
      await until(() => findAll(viewer.shadowRoot!, '.line').length > 0);
      await expectAccessible(document.body);
      await preferScheme('light');
    });
  }
});

/** From an element deep inside the chat, as a message is. */
function open(chat: AssistantChat, content: File): Promise<FileViewer> {
  return openFileViewer(find(chat, 'chat-thread'), { file: content });
}

function overlaps(element: Element, viewer: FileViewer): boolean {
  const one = element.getBoundingClientRect();
  const sheet = find(viewer, 'dialog').getBoundingClientRect();
  return one.left < sheet.right && sheet.left < one.right;
}
