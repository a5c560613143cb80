import { expect } from 'chai';
import { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { setStrings } from '../../../components/strings.ts';
import type { MessagePart, UIMessage } from '../../../protocol/index.ts';
import { annotation, assistant, file, outputFile, textPart } from './message-builders.ts';
import { grow, inside, markers, passages, readableText, render, until } from './rendered-message.ts';

const search: MessagePart = {
  type: 'tool-file_search',
  toolCallId: 'call-1',
  state: 'output-available',
  input: { queries: ['tower'] },
  output: { results: [] },
} as MessagePart;

describe('<annotated-message>', () => {
  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  it('shows nothing without a message', async () => {
    const element = new AnnotatedMessage();
    document.body.append(element);
    await element.updateComplete;
    expect(inside(element).textContent?.trim()).to.equal('');
  });

  it('draws steps, texts and files in the order they came, neighbours together', async () => {
    const element = await render([
      { type: 'step-start' },
      { type: 'reasoning', text: 'I think.', state: 'done' },
      search,
      textPart('First.', 'a'),
      annotation('First', 'First.', { textId: 'a' }),
      textPart('', 'b'),
      outputFile('one.csv'),
      { type: 'file', mediaType: 'image/png', url: 'https://files.example/two.png' },
      { type: 'data-unknown', data: 1 },
      textPart('Second.', 'c'),
    ] as MessagePart[]);
    const drawn = [...inside(element).querySelectorAll('run-steps, .text, file-attachment')].map((node) =>
      node.className === 'text' ? node.textContent?.replace(/\d/, '') : node.localName,
    );
    expect(drawn).to.deep.equal(['run-steps', 'First.', 'file-attachment', 'file-attachment', 'Second.']);
    expect(inside(element).querySelector('run-steps')?.steps.length).to.equal(2);
  });

  it('brings the elements for steps and files by itself', async () => {
    await render([search, outputFile('one.csv')]);
    await Promise.all([customElements.whenDefined('run-steps'), customElements.whenDefined('file-attachment')]);
  });

  it('runs its last steps while the message runs', async () => {
    const isRunning = (element: AnnotatedMessage) => inside(element).querySelector('run-steps')?.running;
    const run = (status: 'in_progress' | 'failed'): UIMessage => ({
      ...assistant(search),
      metadata: { run: { id: 'r', status } },
    });
    expect(isRunning(await render(run('in_progress')))).to.equal(true);
    expect(isRunning(await render(run('failed')))).to.equal(false);
    expect(isRunning(await render([search]))).to.equal(false);
    expect(isRunning(await render([search], { running: true }))).to.equal(true);
    expect(isRunning(await render([search, textPart('Done.', 'a', { state: 'streaming' })]))).to.equal(false);
  });

  it('does not hand its steps and files out again while only text grows', async () => {
    const files = [
      outputFile('one.csv'),
      { type: 'file', mediaType: 'image/png', url: 'https://a.org/two.png' },
    ] as MessagePart[];
    const element = await render([search, ...files, textPart('Some', 'a', { state: 'streaming' })]);
    const given = () => [
      inside(element).querySelector('run-steps')?.steps,
      inside(element).querySelector('run-steps')?.files,
      ...[...inside(element).querySelectorAll('file-attachment')].map(({ file }) => file),
    ];
    const before = given();
    await grow(element, search, ...files, textPart('Some words', 'a', { state: 'streaming' }));
    expect(given().every((thing, n) => thing === before[n])).to.equal(true);
  });

  it('keeps what it has drawn when a text comes between', async () => {
    const element = await render([textPart('First.'), textPart('', 'b', { state: 'streaming' }), search]);
    const steps = inside(element).querySelector('run-steps');
    await grow(element, textPart('First.'), textPart('Second.', 'b', { state: 'streaming' }), search);
    expect(readableText(element)).to.equal('First.\nSecond.');
    expect(inside(element).querySelector('run-steps') === steps).to.equal(true);
    expect(steps?.previousElementSibling?.textContent).to.equal('Second.');
  });

  it('has a place for what a page draws for the call of a tool', async () => {
    const element = await render([search, textPart('Found.')]);
    const map = document.createElement('div');
    map.slot = 'call-1';
    element.append(map);
    expect(map.assignedSlot?.previousElementSibling?.localName).to.equal('run-steps');
  });

  it('says that a text is a refusal', async () => {
    const refusal = textPart('I cannot help with that.', 'a', { providerMetadata: { kit: { refusal: true } } });
    const element = await render([refusal]);
    expect(inside(element).querySelector('.refusal')?.textContent).to.contain('declined');
    expect(readableText(element)).to.equal('I cannot help with that.');
  });

  it('keeps what is finished while the text grows, and does not draw it again', async () => {
    const text = 'First **block**.\n\nSecond block, which is cited.\n\nThird';
    const cited = annotation('cited', text);
    const element = await render([textPart(text.slice(0, 20), 'a', { state: 'streaming' })]);
    const first = inside(element).querySelector('p');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    if (first) observer.observe(first, { childList: true, characterData: true, subtree: true, attributes: true });
    for (let length = 21; length <= text.length; length++) {
      await grow(element, textPart(text.slice(0, length), 'a', { state: 'streaming' }), cited);
    }
    const [marker] = markers(element);
    await grow(element, textPart(text), cited, outputFile('a.csv'));
    expect(inside(element).querySelector('p') === first).to.equal(true);
    expect(markers(element)[0] === marker).to.equal(true);
    expect(changes.length).to.equal(0);
    observer.disconnect();
  });

  it('shows what was held back when the text or its run ends', async () => {
    const text = 'It ends in **bold';
    for (const end of [
      { ...assistant(textPart(text)) },
      {
        ...assistant(textPart(text, 'a', { state: 'streaming' })),
        metadata: { run: { id: 'r', status: 'cancelled' as const } },
      },
    ]) {
      const element = await render([textPart(text, 'a', { state: 'streaming' })]);
      element.message = end;
      await element.updateComplete;
      expect(readableText(element)).to.equal(text);
    }
  });

  it('takes a text that tells no state for whole when it is there at once, and for growing while it grows', async () => {
    const text = 'First block.\n\nSecond **block';
    const cited = annotation('block', text, { start: 22, end: 27 });
    const whole = await render([{ type: 'text', text }]);
    expect(readableText(whole)).to.equal('First block.Second **block');

    const element = await render([{ type: 'text', text: 'First' }]);
    await grow(element, cited, { type: 'text', text: 'First ' });
    await grow(element, cited, { type: 'text', text: 'First block.\n\nS' });
    const first = inside(element).querySelector('p');
    expect(passages(element)).to.deep.equal([]);
    for (let length = 16; length <= text.length; length++) {
      await grow(element, cited, { type: 'text', text: text.slice(0, length) });
      expect(inside(element).querySelector('p') === first).to.equal(true);
    }
    expect(readableText(element)).to.equal('First block.Second block');
    await until(() => readableText(element) === 'First block.Second **block');
    expect(inside(element).querySelector('[part="actions"]') === null).to.equal(false);
  });

  it('goes on when a text that had ended grows or is replaced', async () => {
    const element = await render([textPart('One.')]);
    await grow(element, textPart('One. Two.'));
    expect(readableText(element)).to.equal('One. Two.');
    await grow(element, textPart('Other', 'a', { state: 'streaming' }));
    await grow(element, textPart('Other text', 'a', { state: 'streaming' }));
    expect(readableText(element)).to.equal('Other text');
  });

  it('shows a message that was set before the element was known', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    const late = document.createElement('annotated-message');
    late.message = assistant(textPart('Early.'));
    element.append(late);
    await late.updateComplete;
    expect(readableText(late)).to.equal('Early.');
    element.remove();
  });

  it('takes its words from the page and from itself', async () => {
    const element = await render([
      textPart('Some words.'),
      annotation('words', 'Some words.', { source: file('a.pdf') }),
    ]);
    const heading = () => inside(element).querySelector('[part="sources"] .heading')?.textContent;
    setStrings({ sources: 'Quellen' });
    await until(() => heading() === 'Quellen');
    element.strings = { sources: 'Fonti' };
    await element.updateComplete;
    expect(heading()).to.equal('Fonti');
    expect(passages(element)).to.deep.equal(['words']);
    setStrings({ sources: 'Sources' });
  });

  it('loads images of allowed hosts by itself, others on a click', async () => {
    const picture = new URL('/nothing.png', location.href);
    const text = `![A tower](${picture})`;
    const element = await render([textPart(text)]);
    expect(inside(element).querySelector('img') === null).to.equal(true);
    expect(String(inside(element).querySelector('[part="image"]')?.textContent)).to.contain('A tower');
    const allowed = await render([textPart(text)], { imageHosts: `cdn.example ${picture.host}` });
    expect(inside(allowed).querySelector('img')?.alt).to.equal('A tower');
  });

  it('reads the messages of an AI SDK backend', async () => {
    const text = 'Hi 😀. It is Paris. It rained. ([a.org](https://a.org/))';
    const index = lengthInCharacters(text.slice(0, text.indexOf('. It rained')));
    const start = lengthInCharacters(text.slice(0, text.indexOf('([a.org')));
    const element = await render([
      { type: 'step-start' },
      {
        type: 'text',
        text,
        state: 'done',
        providerMetadata: {
          openai: {
            itemId: 'msg_1',
            annotations: [
              { type: 'file_citation', file_id: 'file-1', filename: 'report.pdf', index },
              {
                type: 'url_citation',
                url: 'https://a.org/',
                title: 'A',
                start_index: start,
                end_index: lengthInCharacters(text),
              },
            ],
          },
        },
      },
      {
        type: 'source-document',
        sourceId: 'made-up',
        mediaType: 'text/plain',
        title: 'report.pdf',
        filename: 'report.pdf',
      },
      { type: 'source-url', sourceId: 'made-up-too', url: 'https://a.org/', title: 'A' },
    ] as MessagePart[]);
    expect(passages(element)).to.deep.equal(['It is Paris.', '(a.org)']);
    expect(markers(element).map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['source 1, report.pdf', 'source 2, A']);
    expect(inside(element).querySelectorAll('[part="sources"] li').length).to.equal(2);
  });
});

/** As OpenAI counts: an emoji is one. */
function lengthInCharacters(text: string): number {
  return [...text].length;
}
