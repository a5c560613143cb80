import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { AnnotationSource, MessagePart } from '../../../protocol/index.ts';
import { annotation, file, outputFile, page, permutations, textPart } from './message-builders.ts';
import { grow, inside, markers, openPreview, readableText, render, until } from './rendered-message.ts';

const text = 'Take [the **table**](sandbox:/mnt/data/table.csv) or look at sandbox:/mnt/data/chart.png here.';
const cited = annotation('sandbox:/mnt/data/table.csv', text, {
  kind: 'container_file_citation',
  source: file('table.csv', { id: 't' }),
});

describe('<annotated-message> links into the sandbox', () => {
  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  it('lead to the file with their label kept, in whichever order link, annotation and file come', async () => {
    for (const order of permutations<MessagePart>([
      textPart(text),
      cited,
      outputFile('table.csv', { id: 't' }),
      outputFile('chart.png'),
    ])) {
      const element = await render([]);
      for (let count = 1; count <= order.length; count++) await grow(element, ...order.slice(0, count));
      expect(links(element)).to.deep.equal([
        ['the table', 'https://files.example/table.csv', 'table.csv'],
        ['chart.png', 'https://files.example/chart.png', 'chart.png'],
      ]);
    }
  });

  it('without a label take the name that their annotation knows, also when it comes late', async () => {
    const element = await render([textPart(text)]);
    expect(links(element)[1]?.[0]).to.equal('chart.png');
    const source = file('Sales by region.png', { url: 'https://files.example/1' });
    await grow(element, textPart(text), annotation('sandbox:/mnt/data/chart.png', text, { source }));
    expect(links(element)[1]?.[0]).to.equal('Sales by region.png');
  });

  it('take the address that their annotation knows', async () => {
    const source = file('table.csv', { url: 'https://files.example/1' });
    const element = await render([textPart(text), annotation('sandbox:/mnt/data/table.csv', text, { source })]);
    expect(links(element)[0]).to.deep.equal(['the table', 'https://files.example/1', 'table.csv']);
  });

  it('are no citations: no marker, no light, no source', async () => {
    const element = await render([textPart(text), cited]);
    expect(markers(element)).to.deep.equal([]);
    expect(CSS.highlights.size).to.equal(0);
    expect(inside(element).querySelector('[part="sources"]') === null).to.equal(true);
  });

  it('never show a path, also while they stream', async () => {
    const element = await render([]);
    for (let length = 1; length <= text.length; length++) {
      await grow(element, textPart(text.slice(0, length), 'a', { state: 'streaming' }));
      expect(readableText(element)).not.to.match(/sandbox|mnt/);
    }
    expect(readableText(element)).to.equal('Take the table or look at chart.png here.');
  });

  it('wait as text for a file that is still being written', async () => {
    const streaming = textPart(text, 'a', { state: 'streaming' });
    const element = await render([streaming, outputFile('table.csv', { id: 't', status: 'processing' })]);
    const link = () => inside(element).querySelector('a');
    expect([link()?.hasAttribute('href'), link()?.hasAttribute('role')]).to.deep.equal([false, false]);
    await grow(element, textPart(text), outputFile('table.csv', { id: 't' }));
    expect(link()?.href).to.equal('https://files.example/table.csv');
  });

  it('are buttons that name the file where nobody tells where it is, and the page may know', async () => {
    const element = await render([textPart(text), cited]);
    const [link] = inside(element).querySelectorAll<HTMLElement>('a[role="button"]');
    const asked: AnnotationSource[] = [];
    element.addEventListener('assistant-citation-open', ({ source }) => asked.push(source), { once: true });
    await sendKeys({ press: 'Shift' });
    link?.focus();
    await sendKeys({ press: 'Enter' });
    const preview = await until(() => openPreview(element));
    expect(preview.textContent).to.contain('table.csv').and.to.contain('cannot be opened');
    expect(asked).to.deep.equal([{ type: 'file', id: 't', filename: 'table.csv' }]);
    await sendKeys({ press: 'Escape' });
    element.addEventListener('assistant-citation-open', (event) => event.preventDefault());
    await sendKeys({ press: ' ' });
    await element.updateComplete;
    expect(openPreview(element) === null).to.equal(true);
  });

  it('do not lead to an address that would run code', async () => {
    const element = await render([textPart(text), outputFile('table.csv', { url: 'javascript:alert(1)' })]);
    expect(inside(element).querySelector('a[href^="javascript"]') === null).to.equal(true);
  });

  it('leave other links alone', async () => {
    const element = await render([
      textPart('See [here](https://a.org/).'),
      annotation('here', 'See [here](https://a.org/).', { source: page('https://a.org/') }),
    ]);
    expect(links(element)).to.deep.equal([['here', 'https://a.org/', '']]);
    expect(markers(element)[0]?.closest('a') === null).to.equal(true);
  });
});

function links(element: AnnotatedMessage): [string | null, string, string][] {
  return [...inside(element).querySelectorAll<HTMLAnchorElement>('.text a')].map(({ textContent, href, download }) => [
    textContent,
    href,
    download,
  ]);
}
