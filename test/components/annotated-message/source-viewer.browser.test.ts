import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { FileViewer } from '../../../components/file-viewer/file-viewer.ts';
import { controls, find, findAll } from '../support/page.ts';
import { annotation, file, page, textPart } from './message-builders.ts';
import { inside, markers, openPreview, passages, render, until } from './rendered-message.ts';

const document_ = 'Towers\n\nHeight: 330 m.\n\nBuilt in 1889.\n\nPainted brown.\n';
const text = 'The tower is 330 metres tall. It was built in 1889 for the fair, and it is 330 metres high.';

describe('<annotated-message> viewer of sources', () => {
  let address = '';

  before(async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    address = URL.createObjectURL(new Blob([document_], { type: 'text/plain' }));
  });

  after(() => URL.revokeObjectURL(address));

  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  const cite = (): Promise<AnnotatedMessage> => {
    const source = file('towers.txt', { url: address });
    return render([
      textPart(text),
      annotation('330 metres tall', text, { source, quote: 'Height: 330 m.', quoteStart: 8, quoteEnd: 22 }),
      annotation('1889', text, { source, quote: 'Built in 1889.' }),
      annotation('330 metres high', text, { source, quote: 'Height: 330 m.' }),
      annotation('fair', text, { source: page('https://a.org/') }),
    ]);
  };

  it('opens from the preview at the passage, lights it there, and in the answer what rests on it', async () => {
    const element = await cite();
    await openFrom(element, 1);
    const viewer = await viewerIn(element);
    await until(() => litIn(viewer) === 'Built in 1889.');
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['1889']);
    expect(openPreview(element) === null).to.equal(true);
  });

  it('lights what rests on the passage that somebody chooses, and nothing more when it closes', async () => {
    const element = await cite();
    await openFrom(element, 0);
    const viewer = await viewerIn(element);
    await until(() => litIn(viewer) === 'Height: 330 m.');
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['330 metres tall', '330 metres high']);
    controls(viewer, 'Next passage')[0]?.click();
    await until(() => litIn(viewer) === 'Built in 1889.');
    await until(() => passages(element, 'assistant-citation-active').join() === '1889');
    await sendKeys({ press: 'Escape' });
    await until(() => !viewer.isConnected);
    // The marker it was opened from has the focus again, and lights its own words.
    (inside(element).activeElement as HTMLElement).blur();
    await until(() => passages(element, 'assistant-citation-active').length === 0);
  });

  it('opens from the list of sources, with the focus back there when it closes', async () => {
    const element = await cite();
    const link = inside(element).querySelector<HTMLAnchorElement>('[part="sources"] a')!;
    link.focus();
    await sendKeys({ press: 'Enter' });
    const viewer = await viewerIn(element);
    await until(() => litIn(viewer) === 'Height: 330 m.');
    await sendKeys({ press: 'Escape' });
    await until(() => !viewer.isConnected);
    expect(inside(element).activeElement === link).to.equal(true);
  });

  it('stays closed where the page takes over', async () => {
    const element = await cite();
    element.addEventListener('assistant-citation-open', (event) => event.preventDefault());
    inside(element).querySelector<HTMLAnchorElement>('[part="sources"] a')?.click();
    await element.updateComplete;
    expect(findAll(inside(element), 'file-viewer')).to.have.length(0);
  });

  it('survives a message that goes on while it is open', async () => {
    const element = await cite();
    await openFrom(element, 1);
    const viewer = await viewerIn(element);
    await until(() => litIn(viewer) === 'Built in 1889.');
    element.message = { ...element.message!, parts: [...element.message!.parts, textPart('More.', 'b')] };
    await element.updateComplete;
    expect(viewer.isConnected).to.equal(true);
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['1889']);
  });
});

async function openFrom(element: AnnotatedMessage, marker: number): Promise<void> {
  markers(element)[marker]?.click();
  const preview = await until(() => openPreview(element));
  preview.querySelector<HTMLAnchorElement>('a.open')?.click();
}

async function viewerIn(element: AnnotatedMessage): Promise<FileViewer> {
  await until(() => findAll(inside(element), 'file-viewer').length > 0);
  return find<FileViewer>(element, 'file-viewer');
}

/** The words that are lit as the current passage of the document. */
function litIn(viewer: FileViewer): string {
  const root = findAll(viewer.shadowRoot!, 'preview-text')[0]?.shadowRoot;
  return [...(CSS.highlights.get('assistant-citation-active') ?? [])]
    .filter((range) => (range as Range).startContainer.getRootNode() === root)
    .join('');
}
