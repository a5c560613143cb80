import { expect } from 'chai';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { DraftFiles } from '../../../components/draft-files/draft-files.ts';
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

describe('<draft-files>', () => {
  afterEach(async () => {
    await resetMouse();
    clearPage();
  });

  it('puts a file in another place by Alt and an arrow key, says so, and keeps the focus', async () => {
    const { element, names } = await render('a.txt', 'b.txt', 'c.txt');
    expect(find(element, `#${find(element, 'ul').getAttribute('aria-describedby')}`).textContent).to.contain('Alt');
    control(element, 'Remove a.txt').focus();
    await pressWithAlt('ArrowRight');
    await until(() => names() === 'b.txt a.txt c.txt');
    await until(() => focused() === control(element, 'Remove a.txt'));
    expect(said(element)).to.equal('a.txt, 2 of 3');
    await pressWithAlt('ArrowDown');
    await until(() => names() === 'b.txt c.txt a.txt');
    await pressWithAlt('ArrowDown');
    await pressWithAlt('ArrowLeft');
    await until(() => names() === 'b.txt a.txt c.txt');
  });

  it('goes the other way with the arrows where text does', async () => {
    document.documentElement.dir = 'rtl';
    const { element, names } = await render('a.txt', 'b.txt', 'c.txt');
    control(element, 'Remove a.txt').focus();
    await pressWithAlt('ArrowLeft');
    await until(() => names() === 'b.txt a.txt c.txt');
  });

  for (const direction of ['ltr', 'rtl']) {
    it(`puts a file in another place by dragging it, ${direction}, and does not open it`, async () => {
      document.documentElement.dir = direction;
      const { element, names, ready } = await render('a.txt', 'b.txt', 'c.txt');
      await ready();
      await press(element, 'a.txt');
      await moveTo(element, 'b.txt');
      await until(() => names() === 'b.txt a.txt c.txt');
      expect(findAll(element.shadowRoot!, '.lifted').length).to.equal(1);
      await moveTo(element, 'c.txt');
      await until(() => names() === 'b.txt c.txt a.txt');
      await sendMouse({ type: 'up' });
      await until(() => findAll(element.shadowRoot!, '.lifted').length === 0);
      expect(said(element)).to.equal('a.txt, 3 of 3');
      expect(findAll(document.body, 'file-viewer')).to.deep.equal([]);
    });
  }

  it('puts a file back where it was when the drag is given up', async () => {
    const { element, names } = await render('a.txt', 'b.txt', 'c.txt');
    await press(element, 'c.txt');
    await moveTo(element, 'a.txt');
    await until(() => names() === 'c.txt a.txt b.txt');
    await sendKeys({ press: 'Escape' });
    await until(() => names() === 'a.txt b.txt c.txt');
    await moveTo(element, 'b.txt');
    await sendMouse({ type: 'up' });
    expect(names()).to.equal('a.txt b.txt c.txt');
  });

  it('leaves a click a click', async () => {
    const { element, names, ready } = await render('a.txt', 'b.txt');
    await ready();
    await press(element, 'a.txt', 2);
    await sendMouse({ type: 'up' });
    await until(() => findAll(document.body, 'file-viewer').length === 1);
    expect(names()).to.equal('a.txt b.txt');
    control(find(document.body, 'file-viewer'), 'Close').click();
    control(element, 'Remove a.txt').click();
    await until(() => names() === 'b.txt');
  });

  it('moves nothing where there is one file', async () => {
    const { element } = await render('a.txt');
    await press(element, 'a.txt');
    expect(findAll(element.shadowRoot!, '.lifted, [aria-keyshortcuts], [aria-describedby]')).to.deep.equal([]);
  });

  it('says that a file waits for its turn', async () => {
    const { element, transport } = await render('a.txt');
    await until(() => find(element, 'file-attachment').shadowRoot!.textContent.includes('Waiting to upload'));
    await until(() => transport.uploads.length === 1);
    transport.uploads[0]!.progress(3);
    await until(() => find(element, 'file-attachment').shadowRoot!.textContent.includes('Uploading 60%'));
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible in every state of a file, ${colorScheme}`, async () => {
      await preferScheme(colorScheme);
      const { element, transport } = await render('a.txt', 'b.txt', 'c.txt');
      await until(() => transport.uploads.length === 3);
      transport.uploads[0]!.fail('No room.');
      transport.uploads[1]!.progress(2);
      transport.uploads[2]!.finish();
      await until(
        () => controls(element, 'Try a.txt again').length === 1 && controls(element, /^Open c.txt/).length === 1,
      );
      await press(element, 'c.txt');
      await expectAccessible(document.body);
      await sendMouse({ type: 'up' });
      await preferScheme('light');
    });
  }
});

async function render(...names: string[]) {
  const { element, conversation, transport } = await placeInConversation(new DraftFiles());
  conversation.attach(names.map((name) => new File([name], name)));
  await until(() => controls(element, /^Remove/).length === names.length);
  const namesNow = () => conversation.attachments.map(({ file }) => file.name).join(' ');
  const ready = async (): Promise<void> => {
    await until(() => transport.uploads.length === names.length);
    for (const upload of transport.uploads) upload.finish();
    await until(() => controls(element, /^Open/).length === names.length);
  };
  return { element, transport, ready, names: namesNow };
}

async function press(element: DraftFiles, name: string, distance = 10): Promise<void> {
  const [x, y] = middleOf(element, name);
  await sendMouse({ type: 'move', position: [x, y] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [x + distance, y] });
}

/** Over the whole of a file, so that its middle is passed from whichever side. */
async function moveTo(element: DraftFiles, name: string): Promise<void> {
  const { left, right, top, height } = itemOf(element, name).getBoundingClientRect();
  for (const x of [left + 4, right - 4]) {
    await sendMouse({ type: 'move', position: [Math.round(x), Math.round(top + height / 2)] });
  }
}

function middleOf(element: DraftFiles, name: string): [number, number] {
  const { left, top, width, height } = itemOf(element, name).getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

function itemOf(element: DraftFiles, name: string): HTMLElement {
  return findAll(element.shadowRoot!, 'li').find((item) => item.querySelector(`[filename="${name}"]`))!;
}

function said(element: DraftFiles): string {
  return find(element, '[role=status]').textContent.trim();
}

async function pressWithAlt(key: string): Promise<void> {
  await sendKeys({ down: 'Alt' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Alt' });
}
