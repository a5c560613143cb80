import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { annotation, file, textPart } from './message-builders.ts';
import { inside, render, until } from './rendered-message.ts';

const text = 'The tower is **330 metres** tall. It was built in 1889.\n\n- It is old.';
const parts = [
  textPart(text),
  annotation('330 metres', text, { source: file('report.pdf', { url: 'https://files.example/r' }), quote: '330 m' }),
  annotation('1889', text, { source: file('notes.txt') }),
];

describe('<annotated-message> copying', () => {
  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  it('puts markdown with footnotes on the clipboard, and says so', async () => {
    const written: string[] = [];
    const restore = replaceClipboard(async (words) => void written.push(words));
    const element = await render(parts);
    copyButton(element)?.click();
    await until(() => inside(element).querySelector('[role="status"]')?.textContent === 'Copied');
    expect(written).to.deep.equal([
      [
        'The tower is **330 metres[^1]** tall. It was built in 1889.[^2]',
        '',
        '- It is old.',
        '',
        '[^1]: [report.pdf](https://files.example/r) “330 m”',
        '[^2]: notes.txt',
      ].join('\n'),
    ]);
    expect(element.toMarkdown()).to.equal(written[0]);
    restore();
  });

  it('says when the browser does not allow it', async () => {
    const restore = replaceClipboard(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    const element = await render(parts);
    copyButton(element)?.click();
    await until(() => inside(element).querySelector('[role="status"]')?.textContent?.includes('Not copied'));
    restore();
  });

  it('is offered when the message is finished, and left to the page that wants it so', async () => {
    const element = await render([textPart(text, 'a', { state: 'streaming' })]);
    expect(copyButton(element) === null).to.equal(true);
    element.message = { id: 'm', role: 'assistant', parts };
    await element.updateComplete;
    expect(copyButton(element) === null).to.equal(false);
    element.withoutActions = true;
    await element.updateComplete;
    expect(inside(element).querySelector('[part="actions"]') === null).to.equal(true);
  });

  it('of a selection gives the words without the numbers', async () => {
    const element = await render(parts);
    const box = document.createElement('textarea');
    document.body.append(box);
    const [first, last] = [inside(element).querySelector('p'), inside(element).querySelector('li')];
    getSelection()?.setBaseAndExtent(first!, 0, last!, last!.childNodes.length);
    await pressWithControl('c');
    box.focus();
    await pressWithControl('v');
    expect(box.value.replace(/\n+/g, '\n')).to.equal('The tower is 330 metres tall. It was built in 1889.\nIt is old.');
    box.remove();
  });
});

function copyButton(element: AnnotatedMessage): HTMLButtonElement | null {
  return inside(element).querySelector('[part="actions"] button');
}

/** The real clipboard asks a person for leave, so what a page writes to it cannot be read here. */
function replaceClipboard(writeText: (words: string) => Promise<void>): () => void {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  return () => void Reflect.deleteProperty(navigator, 'clipboard');
}

async function pressWithControl(key: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
}
