import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { loadRich } from '../../../components/annotated-message/load-rich.ts';
import { MessageTexts } from '../../../components/annotated-message/message-texts.ts';
import type { UIMessage } from '../../../protocol/index.ts';
import { documents } from '../markdown/support/documents.ts';
import { assistantPieces, Random } from '../markdown/support/random.ts';
import { openLatePage, show } from './late-page.ts';
import { annotation, assistant, textPart } from './message-builders.ts';
import { inside, readableText, until } from './rendered-message.ts';
import { inWriting } from './stream-message.ts';

const module = '/components/markdown/rich-markdown.ts';
const text = '# Result\n\nIt is **done**:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nrun();\n```\n';
const random = new Random();

describe('<annotated-message> whose text is more than prose, before that can be drawn', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('is drawn anew where it was read as prose', async () => {
    const texts = new MessageTexts();
    const message = assistant(textPart(text));
    texts.update(message, {}, true);
    expect(texts.at(0)?.element.querySelector('table') === null).to.equal(true);
    expect(texts.at(0)?.element.textContent).to.contain('| 1 | 2 |');
    expect(await loadRich()).to.equal(true);
    texts.update(message, {}, false);
    expect(texts.at(0)?.element.querySelectorAll('table, pre').length).to.equal(2);
    expect(texts.at(0)?.element.textContent).not.to.contain('| 1 | 2 |');
  });

  it('goes on to grow up to there, and then goes on', async () => {
    const { frame, arrive } = await openLatePage(module);
    const element = show(frame, growing('# Result'));
    await element.updateComplete;
    element.message = growing(text.slice(0, -10));
    await until(() => readableText(element) === 'ResultIt is done:');
    const heading = inside(element).querySelector('h1');
    arrive();
    await element.updateComplete;
    expect(inside(element).querySelectorAll('td').length).to.equal(2);
    expect(inside(element).querySelector('h1') === heading).to.equal(true);
    element.message = assistant(textPart(text));
    await element.updateComplete;
    expect(inside(element).querySelector('pre')?.textContent).to.equal('run();\n');
    expect(getComputedStyle(inside(element).querySelector('table')!).borderCollapse).to.equal('collapse');
  });

  it('appears at once when it was whole, so that nothing in it moves', async () => {
    const { frame, arrive } = await openLatePage(module);
    const element = show(frame, assistant(textPart(text)));
    const prose = show(frame, assistant(textPart('Hello, *world*.')));
    await prose.updateComplete;
    expect(readableText(prose)).to.equal('Hello, world.');
    expect(inside(element).querySelector('.text') === null).to.equal(true);
    arrive();
    await element.updateComplete;
    expect(inside(element).querySelectorAll('table, pre').length).to.equal(2);
  });

  it('shows as it was written what cannot be drawn, says so, and can try again', async () => {
    const { frame } = await openLatePage(module, 'throw new Error("unreachable")');
    const element = show(frame, assistant(textPart(text)));
    await element.updateComplete;
    expect(inside(element).querySelector('h1')?.textContent).to.equal('Result');
    expect(readableText(element)).to.contain('| 1 | 2 |').and.contain('run();');
    const note = () => inside(element).querySelector('[role="status"]');
    expect(note()?.textContent).to.contain('could not be loaded');
    note()?.querySelector('button')?.click();
    await element.updateComplete;
    expect(note()?.textContent).to.contain('could not be loaded');
  });

  it('ends in the same nodes as if nothing had been late, wherever it was in its text', async () => {
    const { frame, arrive } = await openLatePage(module);
    const texts = [
      ...documents,
      ...Array.from({ length: Random.count(60) }, () => `Prose *first*. ${random.markdown(assistantPieces, 40)}`),
    ];
    const streams = texts.map((whole) => {
      const known = random.below(2) === 0 ? [annotation(whole.slice(0, 6), whole)] : [];
      const pieces = random.split(whole, 30);
      return { whole, known, pieces, length: 0, element: show(frame, growing('', ...known)) };
    });
    let step = 0;
    for (const growth of Array.from({ length: 12 }, () => random.below(5))) {
      for (const stream of streams) {
        stream.length += stream.pieces.splice(0, growth).join('').length;
        stream.element.message = growing(stream.whole.slice(0, stream.length), ...stream.known);
      }
      if (++step === 6) arrive();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    for (const { element, whole, known } of streams) {
      element.message = assistant(textPart(whole), ...known);
      const wanted = show(frame, element.message);
      await Promise.all([element.updateComplete, wanted.updateComplete]);
      // Colours of code and formulas come by themselves.
      await until(() => nodesOf(element) === nodesOf(wanted));
    }
  });
});

function growing(words: string, ...others: UIMessage['parts']): UIMessage {
  return assistant(textPart(words, 'a', { state: 'streaming' }), ...others);
}

function nodesOf(element: AnnotatedMessage): string {
  return inWriting(inside(element).querySelector('.text')!);
}
