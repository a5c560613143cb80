import { expect } from 'chai';
import type { UIMessage } from '../../../protocol/index.ts';
import { openLatePage, show } from './late-page.ts';
import { annotation, assistant, textPart } from './message-builders.ts';
import { inside, markers, readableText, until } from './rendered-message.ts';

const text = 'The tower is 330 metres tall.';
const whole = assistant(textPart(text), annotation('330 metres', text));
const module = '/components/annotated-message/message-sources.ts';

describe('<annotated-message> whose sources are not there yet', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('goes on to grow, and gets its markers when they come', async () => {
    const { frame, arrive } = await openLatePage(module);
    const element = show(frame, growing('The tower is 330 metres', annotation('330 metres', text)));
    await until(() => element.shadowRoot && readableText(element) === 'The tower is 330 metres');
    element.message = growing(text, annotation('330 metres', text));
    await until(() => readableText(element) === text);
    expect(markers(element)).to.deep.equal([]);
    const paragraph = inside(element).querySelector('p');
    arrive();
    await element.updateComplete;
    expect(markers(element).length).to.equal(1);
    expect(inside(element).querySelector('p') === paragraph).to.equal(true);
  });

  it('appears at once when it was whole, so that nothing in it moves', async () => {
    const { frame, arrive } = await openLatePage(module);
    const element = show(frame, whole);
    const plain = show(frame, assistant(textPart('Hello.')));
    await plain.updateComplete;
    expect(readableText(plain)).to.equal('Hello.');
    expect(inside(element).querySelector('.text') === null).to.equal(true);
    arrive();
    await element.updateComplete;
    expect(readableText(element)).to.equal(text);
    expect(markers(element).length).to.equal(1);
  });

  it('shows its text without them where they cannot be had, says so, and can try again', async () => {
    const { frame } = await openLatePage(module, 'throw new Error("unreachable")');
    const element = show(frame, whole);
    await element.updateComplete;
    expect(readableText(element)).to.equal(text);
    expect(element.toMarkdown()).to.equal(text);
    const note = () => inside(element).querySelector('[role="status"]');
    expect(note()?.textContent).to.contain('could not be loaded');
    note()?.querySelector('button')?.click();
    await element.updateComplete;
    expect(note()?.textContent).to.contain('could not be loaded');
    element.message = growing('The tower.');
    await element.updateComplete;
    expect(readableText(element)).to.equal('The tower.');
  });
});

function growing(words: string, ...others: UIMessage['parts']): UIMessage {
  return assistant(textPart(words, 'a', { state: 'streaming' }), ...others);
}
