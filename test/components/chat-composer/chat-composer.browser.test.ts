import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { ChatComposer } from '../../../components/chat-composer/chat-composer.ts';
import { TransportError } from '../../../components/conversation/index.ts';
import type { AssistantSendEvent } from '../../../components/events.ts';
import { fullConfig } from '../support/fake-transport.ts';
import {
  clearPage,
  control,
  controls,
  expectAccessible,
  find,
  findAll,
  focused,
  preferScheme,
  until,
} from '../support/page.ts';
import { placeInConversation } from '../support/place-in-conversation.ts';

describe('<chat-composer>', () => {
  afterEach(clearPage);

  it('sends by Enter, empties the box and keeps the focus', async () => {
    const { element, transport, conversation } = await render();
    element.focus();
    await sendKeys({ type: 'Solve 3x + 11 = 14' });
    expect(conversation.input).to.equal('Solve 3x + 11 = 14');
    await sendKeys({ press: 'Enter' });
    await until(() => transport.requests.length === 1);
    expect(transport.requests[0]?.messages.at(-1)?.parts).to.deep.include({ type: 'text', text: 'Solve 3x + 11 = 14' });
    await until(() => box(element).value === '');
    expect(focused() === box(element)).to.equal(true);
  });

  it('breaks the line by Shift+Enter', async () => {
    const { element, transport } = await render();
    element.focus();
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    expect(box(element).value).to.equal('one\ntwo');
    expect(transport.requests).to.have.length(0);
  });

  it('leaves the Enter that ends a composition to the input method', async () => {
    const { element, transport } = await render();
    await type(element, 'にほんご');
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
      box(element).dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(false);
    }
    await element.updateComplete;
    expect(transport.requests).to.have.length(0);
    expect(box(element).value).to.equal('にほんご');
  });

  it('sends nothing that is empty, and says nothing about it', async () => {
    const { element, transport } = await render();
    element.focus();
    await sendKeys({ type: '   ' });
    await sendKeys({ press: 'Enter' });
    control(element, 'Send message').click();
    expect(control(element, 'Send message').getAttribute('aria-disabled')).to.equal('true');
    expect(find(element, '#hint').textContent).to.equal('');
    expect(transport.requests).to.have.length(0);
  });

  it('keeps the draft when the page cancels the send', async () => {
    const { element, transport, surroundings } = await render();
    surroundings.addEventListener('assistant-send', (event) => event.preventDefault());
    await type(element, 'Not yet');
    await sendKeys({ press: 'Enter' });
    expect(box(element).value).to.equal('Not yet');
    expect(transport.requests).to.have.length(0);
  });

  it('tells the page what is being sent', async () => {
    const { element, surroundings } = await render();
    const events: AssistantSendEvent[] = [];
    surroundings.addEventListener('assistant-send', (event) => events.push(event));
    await type(element, 'Hello');
    await sendKeys({ press: 'Enter' });
    expect(events.map(({ text }) => text)).to.deep.equal(['Hello']);
  });

  it('turns sending into stopping with one and the same button', async () => {
    const { element, transport, conversation } = await render();
    await type(element, 'Go');
    const button = control(element, 'Send message');
    button.click();
    await until(() => transport.replies.length === 1);
    await element.updateComplete;
    expect(control(element, 'Stop answer') === button).to.equal(true);
    transport.reply.start().text('So');
    await until(() => conversation.status === 'streaming');
    control(element, 'Stop answer').click();
    await until(() => conversation.status === 'ready');
    expect(transport.stops).to.have.length(1);
    await element.updateComplete;
    expect(controls(element, 'Stop answer')).to.have.length(0);
  });

  it('keeps what is typed while a reply is written, and does not send it', async () => {
    const { element, transport, conversation } = await render();
    await type(element, 'One');
    await sendKeys({ press: 'Enter' });
    await until(() => transport.replies.length === 1);
    transport.reply.start().text('So');
    await until(() => conversation.status === 'streaming');
    await sendKeys({ type: 'Two' });
    await sendKeys({ press: 'Enter' });
    expect(box(element).value).to.equal('Two');
    expect(transport.requests).to.have.length(1);
    transport.reply.finish();
  });

  it('gives the text back when the assistant refuses it', async () => {
    const { element, transport, conversation } = await render();
    transport.refusals.push(new TransportError('overloaded', 'Busy.', { retryable: true }));
    await type(element, 'Once more');
    await sendKeys({ press: 'Enter' });
    await until(() => conversation.status === 'error');
    await element.updateComplete;
    expect(box(element).value).to.equal('Once more');
    expect(focused() === box(element)).to.equal(true);
  });

  it('says how many characters are left when room gets short, and blocks what is too long without cutting it', async () => {
    const { element, transport, conversation } = await render();
    conversation.input = 'x'.repeat(1950);
    await until(() => hint(element) === '50 characters left');
    conversation.input = 'x'.repeat(2003);
    await until(() => hint(element) === '3 characters too many');
    element.focus();
    await sendKeys({ press: 'Enter' });
    expect(transport.requests).to.have.length(0);
    expect(box(element).value).to.have.length(2003);
  });

  it('grows with its text up to a limit', async () => {
    const { element, conversation } = await render();
    const before = box(element).offsetHeight;
    conversation.input = 'one\ntwo\nthree\nfour';
    await until(() => box(element).value.includes('four'));
    expect(box(element).offsetHeight).to.be.greaterThan(before);
    conversation.input = 'line\n'.repeat(200);
    await until(() => box(element).value.length > 500);
    expect(box(element).offsetHeight).to.be.at.most(innerHeight * 0.4);
  });

  it('shows files on their way, lets a person remove and retry them, and sends when they are there', async () => {
    const { element, transport, conversation } = await render();
    conversation.attach([new File(['12345'], 'a.txt'), new File(['1234'], 'b.txt')]);
    await until(() => transport.uploads.length === 2);
    transport.uploads[0]!.progress(2);
    await until(() => chips(element)[0]?.shadowRoot?.textContent?.includes('40%'));
    transport.uploads[1]!.fail('No room.');
    await until(() => chips(element)[1]?.shadowRoot?.textContent?.includes('No room.'));
    expect(hint(element)).to.equal('Remove the failed file, or try it again, to send');

    control(element, 'Try b.txt again').click();
    await until(() => transport.uploads.length === 3);
    control(element, 'Remove a.txt').click();
    await until(() => chips(element).length === 1);
    expect(focused() === box(element)).to.equal(true);

    await type(element, 'See file');
    await sendKeys({ press: 'Enter' });
    await until(() => hint(element) === 'Sends when the files are ready');
    expect(transport.requests).to.have.length(0);
    transport.uploads[2]!.finish();
    await until(() => transport.requests.length === 1);
    expect(transport.requests[0]!.messages.at(-1)!.parts.map(({ type: kind }) => kind)).to.include('file');
  });

  it('takes files from the picker, also the same one twice in a row', async () => {
    const { element, conversation } = await render();
    const picker = find<HTMLInputElement>(element, 'input[type=file]');
    for (const _ of [1, 2]) {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['12345'], 'a.txt'));
      picker.files = transfer.files;
      picker.dispatchEvent(new Event('change'));
      await until(() => conversation.attachments.length === 1);
      // A picker that still held the file would not tell of it a second time.
      expect(picker.files).to.have.length(0);
      conversation.removeAttachment(conversation.attachments[0]!.id);
      await until(() => conversation.attachments.length === 0);
    }
  });

  it('picks folders, without what is hidden in them', async () => {
    const { element, conversation } = await render();
    const { picker } = pickerBehind(element, 'Add a folder');
    expect([picker.webkitdirectory, picker.multiple]).to.deep.equal([true, true]);
    const inFolder = (path: string) => {
      const file = new File([path], path.split('/').at(-1)!);
      return Object.defineProperty(file, 'webkitRelativePath', { value: path });
    };
    const files = [inFolder('notes/a.txt'), inFolder('notes/.git/config'), inFolder('notes/.DS_Store')];
    Object.defineProperty(picker, 'files', { value: files });
    picker.dispatchEvent(new Event('change'));
    expect(conversation.attachments.map(({ file }) => file.name)).to.deep.equal(['a.txt']);
    conversation.restrict({ maxFiles: 1 });
    await until(() => controls(element, 'Add a folder').length === 0);
  });

  it('takes photos with the camera of a phone, where pictures are taken', async () => {
    const { element, conversation } = await render();
    const { button, picker } = pickerBehind(element, 'Take a photo');
    expect([picker.accept, picker.getAttribute('capture')]).to.deep.equal(['image/*', 'environment']);
    // Of these two a machine with a mouse shows the folder.
    expect(button.checkVisibility()).to.equal(false);
    expect(controls(element, 'Add a folder')).to.have.length(1);
    conversation.restrict({ accept: '.csv' });
    await until(() => findAll(element.shadowRoot!, '[part=camera]').length === 0);
  });

  it('tells at once what was refused many times for the same reason', async () => {
    const { element, conversation } = await render();
    conversation.restrict({ accept: '.txt' });
    conversation.attach(['1.exe', '2.exe', '3.exe', '4.exe'].map((name) => new File([name], name)));
    conversation.attach([new File([], 'empty.txt')]);
    await until(() => alertText(element) !== '');
    expect(alertText(element).replace(/\s+/g, ' ')).to.equal(
      '1.exe cannot be added. Allowed are: .txt. The same goes for 3 more files. empty.txt is empty.',
    );
    controls(element, 'Dismiss')[0]!.click();
    await until(() => alertText(element) === 'empty.txt is empty.');
  });

  it('says why a file was not taken, until the next choice or until dismissed', async () => {
    const { element, conversation } = await render();
    conversation.attach([new File(['x'.repeat(1_000_001)], 'big.bin')]);
    await until(() => alertText(element).includes('big.bin is too large'));
    control(element, 'Dismiss').click();
    await until(() => alertText(element) === '');
    expect(focused() === box(element)).to.equal(true);
  });

  it('forgets with a later choice why files were not taken, also where a look into one ends after it', async () => {
    const { element, conversation } = await render();
    conversation.attach([new File(['same'], 'a.txt'), new File(['same'], 'b.txt'), new File([], 'empty.txt')]);
    await until(
      () => alertText(element) === 'empty.txt is empty. b.txt is the same file as a.txt, which is already there.',
    );
    conversation.attach([new File(['c'], 'c.txt')]);
    await until(() => alertText(element) === '');
    conversation.attach([new File(['same'], 'd.txt')]);
    conversation.attach([new File([], 'nothing.txt')]);
    await until(
      () => alertText(element) === 'nothing.txt is empty. d.txt is the same file as a.txt, which is already there.',
    );
  });

  it('hides the attach button where the assistant takes no files', async () => {
    const capabilities = { ...fullConfig.capabilities, uploads: false };
    const { element } = await render({ ...fullConfig, capabilities });
    expect(controls(element, 'Attach files')).to.have.length(0);
    expect(controls(element, 'Send message')).to.have.length(1);
  });

  it('goes on with the same draft after a move in the document', async () => {
    const { element, surroundings, conversation } = await render();
    await type(element, 'Draft');
    surroundings.append(document.createElement('hr'), element);
    await element.updateComplete;
    expect(box(element).value).to.equal('Draft');
    element.focus();
    await sendKeys({ type: ' more' });
    expect(conversation.input).to.equal('Draft more');
  });

  it('follows the direction of its text, and of the page while it is empty', async () => {
    document.documentElement.dir = 'rtl';
    const { element } = await render();
    expect(getComputedStyle(box(element)).direction).to.equal('rtl');
    await type(element, 'Hello');
    expect(getComputedStyle(box(element)).direction).to.equal('ltr');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible empty, with files, refusals and too much text, ${colorScheme}`, async () => {
      await preferScheme(colorScheme);
      const { element, transport, conversation } = await render();
      await expectAccessible(document.body);
      conversation.attach([new File(['12345'], 'a.txt'), new File(['1'], 'b.txt'), new File([], 'empty.txt')]);
      await until(() => transport.uploads.length === 2);
      transport.uploads[1]!.fail('No room.');
      conversation.input = 'x'.repeat(2003);
      await until(() => hint(element) === '3 characters too many' && alertText(element) !== '');
      await expectAccessible(document.body);
      await preferScheme('light');
    });
  }
});

async function render(configuration: typeof fullConfig = fullConfig) {
  return placeInConversation(new ChatComposer(), { configuration });
}

async function type(element: ChatComposer, text: string): Promise<void> {
  element.focus();
  await sendKeys({ type: text });
  await element.updateComplete;
}

function box(element: ChatComposer): HTMLTextAreaElement {
  return find(element, 'textarea');
}

function hint(element: ChatComposer): string {
  return find(element, '#hint').textContent.trim();
}

function alertText(element: ChatComposer): string {
  return findAll(find(element, '[role=alert]'), 'li')
    .map(({ textContent }) => textContent.trim())
    .join(' ');
}

function pickerBehind(element: ChatComposer, name: string) {
  const [button] = findAll(element.shadowRoot!, `[aria-label="${name}"]`);
  return { button: button!, picker: button!.nextElementSibling as HTMLInputElement };
}

function chips(element: ChatComposer): HTMLElement[] {
  return findAll(element.shadowRoot!, 'file-attachment');
}
