import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FileViewer } from '../../../components/file-viewer/file-viewer.ts';
import { openFileViewer, type FileView } from '../../../components/file-viewer/open-file-viewer.ts';
import { clearPage, control, find, findAll, focusedName, until } from '../support/page.ts';

const text = 'The lease begins in May.\n\nThe rent is 900 euros.\n\nIt ends in June.\n';
const file = new File([text], 'lease.txt', { type: 'text/plain' });
const passages = [{ quote: 'begins in May' }, { quote: 'rent is 900' }, { quote: 'pets are welcome in all rooms' }];

describe('<file-viewer>', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  afterEach(async () => {
    clearPage();
    await setViewport({ width: 800, height: 600 });
  });

  it('shows a file above the page, and gives the focus back when Escape closes it', async () => {
    const { opener, viewer } = await open({ file });
    expect(find(viewer, 'h2').textContent).to.equal('lease.txt');
    expect(find(viewer, '.detail').textContent).to.equal('TXT file · 67 bytes');
    expect(focusedName()).to.equal('Close');
    await sendKeys({ press: 'Escape' });
    await until(() => !viewer.isConnected);
    expect(document.activeElement === opener).to.equal(true);
  });

  it('closes by its button, and by a press beside it', async () => {
    for (const close of [
      ({ viewer }: Opened) => control(viewer, 'Close').click(),
      ({ viewer }: Opened) => find(viewer, 'dialog').click(),
    ]) {
      const opened = await open({ file });
      find(opened.viewer, 'h2').click();
      expect(find<HTMLDialogElement>(opened.viewer, 'dialog').open).to.equal(true);
      close(opened);
      await until(() => !opened.viewer.isConnected);
    }
  });

  it('downloads the file byte by byte', async () => {
    const { viewer } = await open({ file });
    const link = control(viewer, 'Download lease.txt') as HTMLAnchorElement;
    expect(link.download).to.equal('lease.txt');
    expect(await (await fetch(link.href)).text()).to.equal(text);
  });

  it('steps through passages by buttons and keys, tells which it is, and says what is not there', async () => {
    const { viewer } = await open({ file, passages, current: 1 });
    const chosen: number[] = [];
    viewer.addEventListener('passage-change', ({ current }) => chosen.push(current));
    await until(() => lit() === 'rent is 900');
    expect(statuses(viewer)).to.equal('2 of 3');
    control(viewer, 'Next passage').click();
    await until(() => statuses(viewer).includes('3 of 3'));
    expect(statuses(viewer)).to.contain('was not found in the file');
    await sendKeys({ press: 'n' });
    await until(() => lit() === 'begins in May');
    expect(statuses(viewer)).to.equal('1 of 3');
    await sendKeys({ press: 'p' });
    await until(() => statuses(viewer).includes('3 of 3'));
    expect(chosen).to.deep.equal([2, 0, 2]);
  });

  it('keeps what happens inside from whom it stands in', async () => {
    const heard: string[] = [];
    for (const type of ['keydown', 'click', 'drop', 'paste', 'passages-placed'])
      document.body.addEventListener(type, () => heard.push(type), { once: true });
    const { viewer } = await open({ file, passages });
    await until(() => lit() !== '');
    find(viewer, 'h2').click();
    await sendKeys({ press: 'n' });
    find(viewer, 'file-preview').dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true }));
    expect(heard).to.deep.equal([]);
  });

  it('lets no dropped file replace the page', async () => {
    const { viewer } = await open({ file });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const over = new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true });
    find(viewer, 'h2').dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
  });

  it('is a sheet at the end of a wide page, on either side, and all of a phone', async () => {
    await setViewport({ width: 1440, height: 800 });
    const { viewer } = await open({ file });
    const box = () => find(viewer, 'dialog').getBoundingClientRect();
    expect([box().right, box().height]).to.deep.equal([1440, 800]);
    expect(box().left).to.be.greaterThan(600);
    document.documentElement.dir = 'rtl';
    expect(box().left).to.equal(0);
    expect(box().right).to.be.lessThan(840);
    await setViewport({ width: 360, height: 700 });
    expect([box().left, box().width, box().height]).to.deep.equal([0, 360, 700]);
    expect(find(viewer, 'dialog').scrollWidth).to.equal(360);
  });

  it('shows a name as a name, whatever it holds', async () => {
    const name = '../../<img src=x onerror=hack()>\u202etxt.exe';
    const { viewer } = await open({ file: { filename: name, url: '/nothing' } });
    expect(find(viewer, 'h2').textContent).to.equal(name);
    expect(findAll(viewer.shadowRoot!, 'h2 img')).to.have.length(0);
  });
});

interface Opened {
  opener: HTMLButtonElement;
  viewer: FileViewer;
}

async function open(view: FileView): Promise<Opened> {
  const opener = document.createElement('button');
  opener.textContent = 'Open';
  const place = document.createElement('div');
  document.body.append(opener, place);
  opener.focus();
  const viewer = await openFileViewer(place, view);
  expect(find<HTMLDialogElement>(viewer, 'dialog').open).to.equal(true);
  return { opener, viewer };
}

function statuses(viewer: FileViewer): string {
  return findAll(viewer.shadowRoot!, '.passages [role=status]')
    .map(({ textContent }) => textContent?.trim())
    .filter(Boolean)
    .join(' ');
}

function lit(): string {
  return [...(CSS.highlights.get('assistant-citation-active') ?? [])].join('');
}
