import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, file, outputFile, page, textPart } from './message-builders.ts';
import { inside, middleOf, openPreview, passages, render, until } from './rendered-message.ts';

const text = 'The tower is 330 metres tall. It was built in 1889 for the fair.';
const pdf = file('report.pdf', { url: 'https://files.example/report.pdf' });

describe('<annotated-message> sources', () => {
  afterEach(async () => {
    document.querySelectorAll('annotated-message').forEach((element) => element.remove());
    await resetMouse();
  });

  it('stand below, in the order of their numbers, cited ones before others', async () => {
    const element = await render([
      { type: 'source-url', sourceId: 'x', url: 'https://b.org/b' },
      textPart(text),
      annotation('fair', text, { source: page('https://www.a.org/', 'All about towers') }),
      annotation('1889', text, { source: pdf }),
      { type: 'source-document', sourceId: 'y', mediaType: 'text/plain', title: 'notes.txt' },
    ] as MessagePart[]);
    expect(listed(element)).to.deep.equal([
      '1 report.pdf PDF file https://files.example/report.pdf',
      '2 All about towers a.org https://www.a.org/',
      '3 b.org b.org https://b.org/b',
      '4 notes.txt TXT file (no link)',
    ]);
  });

  it('are not there without any, nor for the files the assistant wrote', async () => {
    const element = await render([textPart(text), outputFile('table.csv')]);
    expect(inside(element).querySelector('[part="sources"]') === null).to.equal(true);
    expect(inside(element).querySelectorAll('file-attachment').length).to.equal(1);
  });

  it('light every passage that rests on them, and no other, for a pointer and for the focus', async () => {
    const element = await render([
      textPart(text),
      annotation('330 metres', text, { source: pdf }),
      annotation('1889', text, { source: file('other.txt') }),
      annotation('fair', text, { source: pdf }),
    ]);
    const [first, second] = inside(element).querySelectorAll('[part="sources"] li');
    await sendMouse({ type: 'move', position: await middleOf(first!) });
    await until(() => passages(element, 'assistant-citation-active').length === 2);
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['330 metres', 'fair']);
    await sendMouse({ type: 'move', position: await middleOf(second!) });
    await until(() => passages(element, 'assistant-citation-active').length === 1);
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['1889']);
    await sendMouse({ type: 'move', position: [0, 0] });
    await until(() => passages(element, 'assistant-citation-active').length === 0);
    first?.querySelector('a')?.focus();
    await until(() => passages(element, 'assistant-citation-active').length === 2);
    expect(passages(element)).to.deep.equal(['330 metres', '1889', 'fair']);
  });

  it('of the web are opened by the browser, unless the page cancels', async () => {
    const source = page('https://a.org/');
    const element = await render([textPart(text), annotation('fair', text, { source })]);
    const link = inside(element).querySelector<HTMLAnchorElement>('[part="sources"] a')!;
    const outcomes: boolean[] = [];
    inside(element).addEventListener('click', (event) => {
      outcomes.push(event.defaultPrevented);
      event.preventDefault();
    });
    link.click();
    element.addEventListener('assistant-citation-open', (event) => {
      expect(event.source).to.deep.equal(source);
      event.preventDefault();
    });
    link.click();
    expect(outcomes).to.deep.equal([false, true]);
    expect([link.target, link.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
  });

  it('show what is known of them where they have no address', async () => {
    const element = await render([textPart(text), annotation('fair', text, { source: file(), quote: 'A fair.' })]);
    const button = inside(element).querySelector<HTMLButtonElement>('[part="sources"] button')!;
    await sendKeys({ press: 'Shift' });
    button.focus();
    await sendKeys({ press: 'Enter' });
    const preview = await until(() => openPreview(element));
    expect(preview.textContent).to.contain('report.pdf').and.to.contain('A fair.');
    await sendKeys({ press: 'Escape' });
    expect([openPreview(element) === null, inside(element).activeElement === button]).to.deep.equal([true, true]);
  });

  it('fold where they are many', async () => {
    const sources = Array.from({ length: 9 }, (_, n) => ({
      type: 'source-url',
      sourceId: `${n}`,
      url: `https://${n}.org/`,
    }));
    const element = await render([textPart(text), ...sources] as MessagePart[]);
    expect(listed(element).length).to.equal(5);
    const more = inside(element).querySelector<HTMLButtonElement>('.more');
    expect(more?.textContent?.trim()).to.equal('Show 4 more');
    more?.click();
    await element.updateComplete;
    expect(listed(element).length).to.equal(9);
    expect(inside(element).querySelector('.more') === null).to.equal(true);
  });
});

/** Each source as number, words and address. */
function listed(element: AnnotatedMessage): string[] {
  return [...inside(element).querySelectorAll<HTMLLIElement>('[part="sources"] li')].map((item) => {
    const words = [...item.querySelectorAll('.name, .detail')].map((word) => word.textContent);
    return [item.value, ...words, item.querySelector('a')?.href ?? '(no link)'].join(' ');
  });
}
