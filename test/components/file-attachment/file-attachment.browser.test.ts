import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { FileAttachment } from '../../../components/file-attachment/file-attachment.ts';
import {
  clearPage,
  control,
  controls,
  expectAccessible,
  find,
  findAll,
  focusedName,
  place,
  until,
} from '../support/page.ts';

const picture = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/%3E';
const text = 'data:text/plain,words';

describe('<file-attachment>', () => {
  afterEach(clearPage);

  it('works by attributes alone', async () => {
    document.body.innerHTML =
      '<file-attachment filename="groups.csv" media-type="text/csv" bytes="2048" href="/groups.csv"></file-attachment>';
    const element = document.querySelector('file-attachment')!;
    await element.updateComplete;
    const link = control(element, 'Open groups.csv CSV · 2 kB') as HTMLAnchorElement;
    expect(link.pathname).to.equal('/groups.csv');
    expect(link.download).to.equal('groups.csv');
    expect(textOf(element)).to.contain('CSV · 2 kB');
  });

  it('shows a large picture by a small copy of it', async () => {
    const canvas = new OffscreenCanvas(900, 600);
    canvas.getContext('2d');
    const bytes = new Uint8Array(200 * 1024);
    const drawn = await canvas.convertToBlob();
    // Whatever follows the end of a PNG is no part of the picture.
    const blob = new File([drawn, bytes], 'photo.png', { type: 'image/png' });
    const element = await place(document.createElement('file-attachment'), { filename: 'photo.png', blob });
    await until(() => element.shadowRoot!.querySelector('img')?.naturalWidth);
    const image = element.shadowRoot!.querySelector('img')!;
    expect([image.naturalWidth, image.naturalHeight]).to.deep.equal([180, 120]);
  });

  it('shows a picture as it is where no smaller one can be made', async () => {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"><!--${'x'.repeat(200_000)}--></svg>`;
    const blob = new File([drawing], 'a.svg', { type: 'image/svg+xml' });
    const element = await place(document.createElement('file-attachment'), { filename: 'a.svg', blob });
    await until(() => element.shadowRoot!.querySelector('img')?.naturalWidth === 7);
  });

  it('says that its text can be searched, or why not', async () => {
    const file = { filename: 'a.txt', bytes: 10, indexed: true };
    const element = await place(document.createElement('file-attachment'), { file });
    expect(textOf(element)).to.contain('TXT · 10 bytes · Searchable');
    element.file = { ...file, indexed: false, error: 'Could not be searched: its text could not be read.' };
    await element.updateComplete;
    expect(textOf(element)).to.contain('Could not be searched: its text could not be read.');
  });

  it('takes a file set before its upgrade', async () => {
    const element = document.createElement('file-attachment-late') as FileAttachment;
    element.file = { filename: 'early.txt' };
    document.body.append(element);
    customElements.define('file-attachment-late', class extends FileAttachment {});
    await element.updateComplete;
    expect(textOf(element)).to.contain('early.txt');
  });

  it('holds the whole name in its text, however narrow it is', async () => {
    const filename = 'a-very-long-file-name-that-does-not-fit-v12.docx';
    const element = await place(new FileAttachment(), { file: { filename } });
    element.style.inlineSize = '180px';
    expect(find(element, '.name').textContent).to.equal(filename);
    const tail = find(element, '.tail').getBoundingClientRect();
    expect(tail.right).to.be.at.most(element.getBoundingClientRect().right);
    expect(find(element, '.tail').textContent).to.equal('-v12.docx');
  });

  it('keeps a name of another script in its own order', async () => {
    const element = await place(new FileAttachment(), { file: { filename: 'تقرير.pdf' } });
    expect(getComputedStyle(find(element, '.name')).direction).to.equal('rtl');
    expect(find(element, '.name').localName).to.equal('bdi');
  });

  it('shows a file on a click, by keyboard too, and downloads it with another', async () => {
    const element = await place(new FileAttachment(), { file: { filename: 'a.txt', url: text, bytes: 5 } });
    expect(control(element, 'Download a.txt').getAttribute('download')).to.equal('a.txt');
    control(element, 'Open a.txt TXT · 5 bytes').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => findAll(element.shadowRoot!, '.line').length === 1);
    expect(find(find(element, 'file-viewer'), 'h2').textContent).to.equal('a.txt');
    await sendKeys({ press: 'Escape' });
    await until(() => findAll(element.shadowRoot!, 'file-viewer').length === 0);
    expect(focusedName()).to.equal('Open a.txt TXT · 5 bytes');
  });

  it('shows a picture larger on a click', async () => {
    const element = await place(new FileAttachment(), { preview: true, file: { filename: 'a.svg', url: picture } });
    find(element, 'a.picture').click();
    await until(() => findAll(element.shadowRoot!, 'preview-image').length === 1);
    expect(element.shadowRoot!.querySelector('figure') !== null).to.equal(true);
  });

  it('shows bytes that have no address yet', async () => {
    const element = await place(new FileAttachment(), { filename: 'a.md', bytes: 7, blob: new Blob(['# Title']) });
    control(element, /^Open a.md/).click();
    await until(() => findAll(element.shadowRoot!, 'h1').length === 1);
  });

  it('leaves opening to a page that takes over, and to the browser where a key is held', async () => {
    const element = await place(new FileAttachment(), {
      file: { filename: 'a.txt', url: text, mediaType: 'text/plain' },
    });
    const opened: unknown[] = [];
    document.body.addEventListener(
      'assistant-file-open',
      (event) => {
        opened.push([event.file.filename, event.file.mediaType, event.file.url]);
        event.preventDefault();
      },
      { once: true },
    );
    const link = control(element, /^Open a.txt/);
    link.click();
    expect(opened).to.deep.equal([['a.txt', 'text/plain', text]]);
    const wasLeft = new Promise<boolean>((resolve) =>
      element.addEventListener(
        'click',
        (event) => {
          resolve(!event.defaultPrevented);
          event.preventDefault();
        },
        { once: true },
      ),
    );
    link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, composed: true, cancelable: true }));
    expect(await wasLeft).to.equal(true);
    expect(findAll(element.shadowRoot!, 'file-viewer')).to.have.length(0);
  });

  it('asks once for a fresh link where the one of its picture is dead, and downloads by a fresh one', async () => {
    const url = '/files/link.a.b.c/content';
    const element = await place(new FileAttachment(), { preview: true, file: { filename: 'a.png', url } });
    const image = element.shadowRoot!.querySelector('img')!;
    const tried = [image.getAttribute('src')];
    await until(() => image.getAttribute('src') !== url);
    tried.push(image.getAttribute('src'));
    expect(tried).to.deep.equal([url, `${url}?renew`]);
    await until(() => !element.shadowRoot!.querySelector('img'));
    expect(control(element, 'Download a.png').getAttribute('href')).to.equal(`${url}?renew`);
  });

  it('offers nothing where the address would run code', async () => {
    // eslint-disable-next-line no-script-url -- the attack itself
    const element = await place(new FileAttachment(), { file: { filename: 'a.txt', url: 'javascript:alert(1)' } });
    expect(findAll(element.shadowRoot!, 'a')).to.have.length(0);
  });

  it('offers nothing where the file has expired', async () => {
    const element = await place(new FileAttachment(), { file: { filename: 'a.txt', url: '/a.txt', expiresAt: 1 } });
    expect(findAll(element.shadowRoot!, 'a')).to.have.length(0);
    expect(textOf(element)).to.contain('No longer available');
  });

  it('says that a file is gone, and offers to have it made again where somebody can', async () => {
    const file = { filename: 'a.csv', url: '/files/link.a.b.c/content', status: 'failed' as const, gone: true };
    const element = await place(new FileAttachment(), { file: { ...file, error: 'Gone, in many words.' } });
    expect(textOf(element)).to.contain('No longer available');
    expect([findAll(element.shadowRoot!, 'a').length, controls(element, 'Run again').length]).to.deep.equal([0, 0]);
    element.renewable = true;
    await element.updateComplete;
    await expectAccessible(element);
    const asked: unknown[] = [];
    document.body.addEventListener('assistant-file-renew', (event) => asked.push(event.file.filename), { once: true });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal(['a.csv']);
  });

  it('learns from its server that a file is gone when somebody wants it', async () => {
    const url = '/files/link.a.b.c/content';
    const asked: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      asked.push(`${init?.method} ${String(input)}`);
      return new Response(null, { status: 410 });
    };
    try {
      const element = await place(new FileAttachment(), { renewable: true, file: { filename: 'a.csv', url } });
      const download = control(element, 'Download a.csv');
      element.addEventListener('click', (event) => event.preventDefault(), { once: true });
      download.click();
      await until(() => textOf(element).includes('No longer available'));
      expect(asked).to.deep.equal([`HEAD ${url}?renew`]);
      expect(controls(element, 'Run again')).to.have.length(1);
      element.file = { filename: 'a.csv', url: '/files/link.d.e.f/content' };
      await element.updateComplete;
      expect(textOf(element)).not.to.contain('No longer available');
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('shows real progress, then the preparing, then why it failed', async () => {
    const element = await place(new FileAttachment(), { filename: 'a.txt', status: 'uploading', progress: 0 });
    const bar = find<HTMLProgressElement>(element, 'progress');
    // Without a value it would be the bar of something that nobody knows the end of.
    expect(bar.matches(':indeterminate')).to.equal(false);
    element.progress = 0.25;
    await element.updateComplete;
    expect(bar.value).to.equal(0.25);
    expect(bar.getAttribute('aria-label')).to.equal('Upload of a.txt');
    expect(textOf(element)).to.contain('Uploading 25%');
    element.status = 'processing';
    await element.updateComplete;
    expect(textOf(element)).to.contain('Preparing…');
    Object.assign(element, { status: 'failed', error: 'It is broken.' });
    await element.updateComplete;
    expect(textOf(element)).to.contain('It is broken.');
  });

  it('asks to be removed and to be tried again, by keyboard', async () => {
    await place(new FileAttachment(), {
      filename: 'a.txt',
      status: 'failed',
      removable: true,
      retryable: true,
    });
    const asked: string[] = [];
    document.body.addEventListener('assistant-file-remove', ({ type }) => asked.push(type), { once: true });
    document.body.addEventListener('assistant-file-retry', ({ type }) => asked.push(type), { once: true });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(asked).to.deep.equal(['assistant-file-retry', 'assistant-file-remove']);
  });

  it('shows a picture from the bytes, and gives their address back only when it has left for good', async () => {
    const element = await place(new FileAttachment(), {
      filename: 'a.svg',
      blob: new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'], { type: 'image/svg+xml' }),
    });
    const { src } = find<HTMLImageElement>(element, 'img');
    const section = document.body.appendChild(document.createElement('section'));
    section.append(element);
    await element.updateComplete;
    expect(find<HTMLImageElement>(element, 'img').src).to.equal(src);
    expect((await fetch(src)).ok).to.equal(true);
    element.remove();
    await Promise.resolve();
    const isGone = await fetch(src).then(
      () => false,
      () => true,
    );
    expect(isGone).to.equal(true);
    document.body.append(element);
    await element.updateComplete;
    expect(find<HTMLImageElement>(element, 'img').src).not.to.equal(src);
  });

  it('shows a whole picture with preview, and a chip where it cannot be loaded', async () => {
    const element = await place(new FileAttachment(), { preview: true, file: { filename: 'a.svg', url: picture } });
    expect(find<HTMLImageElement>(element, 'figure img').alt).to.equal('a.svg');
    element.file = { filename: 'a.png', url: 'data:image/png;base64,AAAA' };
    await until(() => findAll(element.shadowRoot!, '.chip').length === 1);
    expect(findAll(element.shadowRoot!, 'img')).to.have.length(0);
  });

  it('has no control without a name', async () => {
    const element = await place(new FileAttachment(), { file: { filename: 'a.png', url: '/a' }, removable: true });
    expect(controls(element, '')).to.have.length(0);
  });
});

function textOf(element: FileAttachment): string {
  return findAll(element.shadowRoot!, '.words')
    .map(({ textContent }) => textContent)
    .join();
}
