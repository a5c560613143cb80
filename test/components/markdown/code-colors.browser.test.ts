import { expect } from 'chai';
import { colorCode } from '../../../components/code-colors/color-code.ts';
import {
  markdownStyles,
  MarkdownView,
  type MarkdownViewOptions,
  rangesBetween,
  type ReadCode,
} from '../../../components/markdown/index.ts';
import { clearPage, expectAccessible, preferScheme, until } from '../support/page.ts';
import { Random } from './support/random.ts';

/** Numbers, and how many lines came before. */
const readNumbers: ReadCode = () => {
  let count = 0;
  return (line) => {
    count++;
    return [...line.matchAll(/\d+/g)].map(({ 0: { length }, index }) => ({
      start: index,
      end: index + length,
      kind: `number-${count}`,
    }));
  };
};
const long = `~~~n\n${Array.from({ length: 130 }, (_, n) => `let a = ${n};`).join('\n')}\n~~~\n\nEnd.`;

describe('MarkdownView colours code', () => {
  let container: HTMLElement;

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
  });

  afterEach(clearPage);

  function show(source: string, options: MarkdownViewOptions = { colorCode: () => readNumbers }): MarkdownView {
    container.replaceChildren();
    const view = new MarkdownView(container, options);
    view.append(source);
    view.finish();
    return view;
  }

  const tokens = () =>
    [...container.querySelectorAll<HTMLElement>('[data-token]')].map(
      (span) => `${span.textContent} ${span.dataset['token']}`,
    );
  const code = () => container.querySelector('code')?.innerHTML;

  it('line by line, as its language is read', () => {
    show('```n\na 1\n2\n\n3 b\n```');
    expect(code()).to.equal(
      'a <span data-token="number-1">1</span>\n<span data-token="number-2">2</span>\n\n<span data-token="number-4">3</span> b\n',
    );
  });

  it('the same, whatever pieces it comes in', () => {
    const random = new Random();
    show(long);
    const whole = container.innerHTML;
    expect(tokens()).to.have.length(130);
    for (const pieces of [long.split(''), random.split(long, 20), random.split(long, 300)]) {
      container.replaceChildren();
      const view = new MarkdownView(container, { colorCode: () => readNumbers });
      for (const piece of pieces) view.append(piece);
      view.finish();
      expect(container.innerHTML).to.equal(whole);
    }
  });

  it('once a line is complete, and then never again', () => {
    const lines: string[] = [];
    const readCode: ReadCode = () => (line) => {
      lines.push(line);
      return readNumbers()(line);
    };
    const view = new MarkdownView(container, { colorCode: () => readCode });
    for (const character of long) view.append(character);
    expect(lines).to.deep.equal(long.split('\n').slice(1, -3));
    const [first] = container.querySelectorAll('[data-token]');
    view.finish();
    expect(container.querySelector('[data-token]')).to.equal(first);
  });

  it('when its language becomes known, also after the end', async () => {
    for (const isWhole of [false, true]) {
      let arrive: (readCode: ReadCode) => void = () => undefined;
      const loading = new Promise<ReadCode>((resolve) => (arrive = resolve));
      const changes: number[] = [];
      container.replaceChildren();
      const view = new MarkdownView(container, { colorCode: () => loading });
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a view is no event target
      view.onchange = (from) => changes.push(from);
      view.append(`Before.\n\n${long}`);
      if (isWhole) view.finish();
      expect(tokens()).to.deep.equal([]);
      const text = container.textContent;
      arrive(readNumbers);
      await loading;
      await until(() => tokens().length === 130);
      expect(container.textContent).to.equal(text);
      expect(changes.at(-1)).to.equal('Before.\n\n'.length);
      view.destroy();
    }
  });

  it('no more when the view is gone', async () => {
    const loading = Promise.resolve(readNumbers);
    const view = show('```n\n1\n```', { colorCode: () => loading });
    let changes = 0;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a view is no event target
    view.onchange = () => changes++;
    view.destroy();
    await loading;
    await Promise.resolve();
    expect([container.innerHTML, changes]).to.deep.equal(['', 0]);
  });

  it('of no language and of unknown ones not at all', async () => {
    const asked: string[] = [];
    const unknown = Promise.resolve(undefined);
    show('```\n1\n```\n\n```Whatever {x}\n1\n```\n\n    1\n\n`1`', {
      colorCode: (language) => {
        asked.push(language);
        return unknown;
      },
    });
    await unknown;
    expect([asked, tokens()]).to.deep.equal([['whatever'], []]);
  });

  it('without losing a place in it: ranges and insertions stand where they stood', () => {
    const source = '```n\nlet a = 1234;\nlet b = 56;\n```';
    for (const colored of [undefined, () => readNumbers]) {
      const view = show(source, { colorCode: colored });
      for (let start = 0; start < source.length; start++)
        for (let end = start + 1; end <= source.length; end++) {
          const words = rangesBetween(view, start, end).map(String).join('');
          const shown = source.slice(Math.max(start, 5), Math.min(end, source.length - 3));
          expect(words).to.equal(shown);
        }
      const element = document.createElement('button');
      element.textContent = '#';
      view.setInsertions([{ offset: source.indexOf('34;'), element }]);
      expect(container.querySelector('code')?.textContent).to.equal('let a = 12#34;\nlet b = 56;\n');
      expect(tokens()).to.have.length(colored ? 2 : 0);
      view.setInsertions([]);
      expect(container.querySelector('code')?.textContent).to.equal('let a = 1234;\nlet b = 56;\n');
    }
  });

  describe('with the grammars that come with the elements', () => {
    const samples =
      '```python\n@cache\ndef f(a: int):  # note\n    return "a" + str(1)\n```\n\n```html\n<p class="a">b</p>\n```\n\n```diff\n+ a\n- b\n```';

    async function showSamples(): Promise<void> {
      const style = document.createElement('style');
      style.textContent = markdownStyles;
      document.body.append(style);
      show(samples, { colorCode });
      const kinds = ['comment', 'keyword', 'string', 'number', 'name', 'type', 'property', 'meta', 'added', 'removed'];
      await until(() => kinds.every((kind) => container.querySelector(`[data-token="${kind}"]`)));
    }

    for (const scheme of ['light', 'dark'] as const)
      it(`in colours that can be read, ${scheme}`, async () => {
        await preferScheme(scheme);
        await showSamples();
        await expectAccessible(container);
      });
  });
});
