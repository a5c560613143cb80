// Every state in which a person can meet a file, each looked at by axe in light and in dark.
import { setViewport } from '@web/test-runner-commands';
import type { CodeOutput } from '../../components/code-output/code-output.ts';
import { DraftFiles } from '../../components/draft-files/draft-files.ts';
import type { AttachedFile } from '../../components/file-attachment/attached-file.ts';
import { FileAttachment } from '../../components/file-attachment/file-attachment.ts';
import { FileDropzone } from '../../components/file-dropzone/file-dropzone.ts';
import { FilePreview } from '../../components/file-preview/file-preview.ts';
import { openFileViewer, type FileView } from '../../components/file-viewer/open-file-viewer.ts';
import { RunStep } from '../../components/run-steps/run-step.ts';
import type { OutputFile, ToolPart } from '../../protocol/index.ts';
import { pdf } from '../support/pdf.ts';
import {
  clearPage,
  control,
  controls,
  expectAccessible,
  find,
  findAll,
  nextFrame,
  place,
  until,
} from './support/page.ts';
import { placeInConversation } from './support/place-in-conversation.ts';
import { renderChat } from './assistant-chat/render-chat.ts';

const text = 'The lease begins in May.\n\nThe rent is 900 euros.\n\nIt ends in June.\n';
const passages = [{ quote: 'begins in May' }, { quote: 'rent is 900' }, { quote: 'pets are welcome in all rooms' }];
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><circle r="90" cx="99" cy="99"/></svg>';
const picture = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
const logs = Array.from({ length: 60 }, (_, n) => `\u001b[3${n % 8}mline ${n}\u001b[m`).join('\n');

type Show = () => Promise<unknown>;

const dropzone: Record<string, Show> = {
  'is empty': () => place(new FileDropzone()),
  'is disabled': () => place(new FileDropzone(), { disabled: true }),
  'has files, and refused others': async () => {
    const element = await place(new FileDropzone(), { accept: '.txt' });
    element.attach([file('a', 'a.txt'), file('b', 'b.exe')]);
    await until(() => findAll(element.shadowRoot!, '.chip').length && findAll(element.shadowRoot!, 'li').length > 1);
  },
  'would take what is dragged over it': async () => dragOver(await place(new FileDropzone())),
  'would refuse what is dragged over it': async () => dragOver(await place(new FileDropzone(), { accept: 'image/*' })),
  'is a chat that would take what is dragged over it': async () => {
    const { chat } = await renderChat();
    await dragOver(find<FileDropzone>(chat, 'file-dropzone'));
  },
  'is a chat that would refuse what is dragged over it': async () => {
    const { chat } = await renderChat({ accept: 'image/*' });
    await dragOver(find<FileDropzone>(chat, 'file-dropzone'));
  },
  'has a draft with files on their way, in preparation, ready and failed': async () => {
    const { element, conversation, transport } = await placeInConversation(new DraftFiles());
    conversation.attach(['a', 'b', 'c', 'd'].map((name) => file(name, `${name}.txt`)));
    await until(() => transport.uploads.length === 3);
    transport.uploads[0]!.fail('No room.');
    await until(() => transport.uploads.length === 4);
    transport.uploads[1]!.progress(1);
    transport.uploads[2]!.finish();
    await until(() => controls(element, 'Try a.txt again').length && controls(element, /^Open c.txt/).length);
  },
};

const chip: Record<string, Show> = {
  ...Object.fromEntries(
    (['uploading', 'processing', 'ready', 'failed'] as const).map((status) => [
      `is ${status}, of every kind`,
      async () => {
        for (const name of ['a.pdf', 'b.csv', 'c.py', 'd.zip', 'e.mp3']) await showChip({ filename: name, status });
      },
    ]),
  ),
  'is indexed': () => showChip({ filename: 'a.pdf', url: '/a.pdf', indexed: true }),
  'could not be read': () => showChip({ filename: 'a.pdf', url: '/a.pdf', error: 'Could not be read: it is locked.' }),
  'has expired, and can be made again': () => showChip({ filename: 'a.csv', status: 'failed', gone: true }),
  'is a picture': () => showChip({ filename: 'a.svg', url: picture }, { preview: true }),
};

const preview: Record<string, Show> = {
  'is loading': () =>
    withAnswers(
      () => new Promise(() => {}),
      () => showPreview({ filename: 'a.txt', url: '/a.txt' }, '[role=status]'),
    ),
  'cannot be reached': () =>
    withAnswers(
      () => Promise.reject(new TypeError('No network.')),
      () => showPreview({ filename: 'a.txt', url: '/a.txt' }, '[role=alert]'),
    ),
  'is too large': () => showPreview({ filename: 'a.csv', url: '/a.csv', bytes: 40_000_000 }, '[role=alert]'),
  'is empty': () => showPreview(file('', 'a.txt'), '.state p'),
  'is of no kind that can be shown': () => showPreview(file('PK', 'a.zip'), 'a[download]'),
  'is a table': () => showPreview(file('a,b\n1,x\n2,y', 'a.csv'), 'tbody td'),
  'is a table that is sorted': async () => {
    await showPreview(file('a,b\n1,x\n2,y', 'a.csv'), 'tbody td');
    control(find(document.body, 'preview-table'), 'b').click();
    await until(() => findAll(document.body, '[aria-sort=ascending]').length);
  },
  'is a table that is cited': () => showPreview(file('a,b\n1,x\n2,y', 'a.csv'), '.lit', [{ quote: '2,y' }]),
  'is JSON': () => showPreview(file('{"a":[1,"b",null]}', 'a.json'), 'summary'),
  'is no JSON after all': () => showPreview(file('{', 'a.json'), '.note'),
  'is text that is cited': () => showPreview(file(text, 'a.txt'), '.line', passages),
  'is code': () => showPreview(file('let a = "words"; // of a kind', 'a.js'), '[data-token]'),
  'is code that is cited': () =>
    showPreview(file('let a = "words";', 'a.js'), '[data-token]', [{ quote: 'let a = "words"' }]),
  'is a page': () => showPreview(file('<h1 onclick="x()">Words</h1>', 'a.html'), '.line'),
  'is Markdown that is cited': () => showPreview(file(`# Lease\n\n${text}`, 'a.md'), 'h1', passages),
  'is a picture, zoomed': async () => {
    await showPreview(file(drawing, 'a.svg', 'image/svg+xml'), 'img:not([hidden])');
    control(find(document.body, 'preview-image'), 'Zoom in').click();
    await nextFrame();
  },
  'is a broken picture': () => showPreview(file('no picture', 'a.png', 'image/png'), '[role=alert]'),
  'is a PDF that is cited': () =>
    showPreview(file(pdf([['One.'], ['Two words.']]), 'a.pdf'), '.words span', [{ quote: 'Two words.' }]),
  'is a broken PDF': () => showPreview(file('%PDF-1.4 nonsense', 'a.pdf'), '[role=alert]'),
  'is a document of which only the text is known': () =>
    withAnswers(
      () => Promise.resolve(new Response(text)),
      () => showPreview({ filename: 'a.docx', url: '/files/a/content' }, '.note', passages),
    ),
};

const viewer: Record<string, Show> = {
  'is a sheet at the end of a wide page': () => showViewer(1440, { file: file(text, 'a.txt') }),
  'is all of a phone': () => showViewer(390, { file: file(text, 'a.txt') }),
  'has several passages, on a wide page': () => showViewer(1440, { file: file(text, 'a.txt'), passages }),
  'has several passages, on a phone': () => showViewer(390, { file: file(text, 'a.txt'), passages, current: 1 }),
  'misses a passage': () => showViewer(1440, { file: file(text, 'a.txt'), passages, current: 2 }),
};

const card: Record<string, Show> = {
  'is being written': () => showCard({ state: 'input-streaming' }, { running: true }),
  'is running': () => showCard({ state: 'input-available' }, { running: true }),
  'has logs, a plot and files': () => showCard(done, { running: true }),
  'has failed': async () => unfold(await showCard({ state: 'output-error', errorText: 'Out of time.' })),
  'was stopped': async () => unfold(await showCard({ state: 'input-available' })),
  'is folded': () => showCard(done),
  'is unfolded, with all of its logs': async () => {
    const element = await showCard(done);
    await unfold(element);
    await until(() => controls(element, 'Show all 60 lines').length);
    control(element, 'Show all 60 lines').click();
    await find<CodeOutput>(element, 'code-output').updateComplete;
  },
};

const all = {
  'a place for files': dropzone,
  'a chip': chip,
  'a preview': preview,
  'the viewer': viewer,
  'a code card': card,
};

describe('axe finds nothing', () => {
  afterEach(clearPage);

  for (const [what, states] of Object.entries(all)) {
    for (const [state, show] of Object.entries(states)) {
      for (const scheme of ['light', 'dark'] as const) {
        it(`where ${what} ${state}, ${scheme}`, async () => {
          // Not every browser can be told what its person prefers.
          document.documentElement.style.colorScheme = scheme;
          document.documentElement.style.background = 'light-dark(white, oklch(0.2 0.008 235))';
          await show();
          await until(() => moving().length === 0);
          await expectAccessible(document.body);
        });
      }
    }
  }
});

/** What is on its way to somewhere, as a spinner is not. */
function moving(): Animation[] {
  const roots = [document, ...findAll(document.body, '*').flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  return roots
    .flatMap((root) => root.getAnimations())
    .filter(({ effect, playState }) => playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity);
}

function file(content: BlobPart, name: string, type = ''): File {
  return new File([content], name, { type });
}

async function dragOver(element: FileDropzone): Promise<void> {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file('words', 'a.txt', 'text/plain'));
  element.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  await until(() => element.hasAttribute('dragover'));
  await element.updateComplete;
}

async function showChip(attached: AttachedFile, changes: Partial<FileAttachment> = {}): Promise<FileAttachment> {
  const bytes = { bytes: 5000, url: `/${attached.filename}` };
  return place(new FileAttachment(), {
    file: { ...bytes, ...attached },
    progress: 0.5,
    removable: true,
    retryable: true,
    renewable: true,
    ...changes,
  });
}

async function showPreview(
  content: FilePreview['file'],
  awaited: string,
  cited: FilePreview['passages'] = [],
): Promise<FilePreview> {
  const element = new FilePreview();
  element.style.blockSize = '400px';
  await place(element, { file: content, passages: cited });
  await until(() => findAll(element.shadowRoot!, awaited).length > 0);
  return element;
}

async function showViewer(width: number, view: FileView): Promise<void> {
  await setViewport({ width, height: 800 });
  const opened = await openFileViewer(document.body.appendChild(document.createElement('div')), view);
  await until(() => findAll(opened.shadowRoot!, '.line').length > 0);
}

const done: Partial<ToolPart> = {
  state: 'output-available',
  output: {
    outputs: [
      { type: 'logs', logs },
      { type: 'image', url: picture },
    ],
  },
};

function showCard(step: Partial<ToolPart>, changes: Partial<RunStep> = {}): Promise<RunStep> {
  const input = { code: 'total = 3 + 4\nprint(total)', containerId: 'c' };
  const facts = { mediaType: 'text/csv', bytes: 20, url: '/f', origin: { toolCallId: 'call' } };
  const files: OutputFile[] = [
    { ...facts, id: 'a', filename: 'means.csv', status: 'ready' },
    { ...facts, id: 'b', filename: 'sums.csv', status: 'processing' },
  ];
  return place(new RunStep(), {
    step: { type: 'tool-code_interpreter', toolCallId: 'call', state: 'input-available', input, ...step },
    files,
    ...changes,
  });
}

async function unfold(element: RunStep): Promise<void> {
  find<HTMLDetailsElement>(element, 'details').open = true;
  await until(() => findAll(element.shadowRoot!, '[part=body]').length === 1);
}

/** Does something while whatever is fetched is answered so. */
async function withAnswers(answer: typeof fetch, act: Show): Promise<void> {
  const { fetch } = window;
  window.fetch = answer;
  try {
    await act();
  } finally {
    window.fetch = fetch;
  }
}
