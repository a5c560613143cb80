import { expect } from 'chai';
import { markdownStyles, MarkdownView, type DrawDiagram } from '../../../components/markdown/index.ts';
import { clearPage, control, expectAccessible, until } from '../support/page.ts';

describe('MarkdownView shows diagrams', () => {
  let container: HTMLElement;
  let asked: string[];

  beforeEach(() => {
    const style = document.createElement('style');
    style.textContent = markdownStyles;
    container = document.createElement('div');
    document.body.append(style, container);
    asked = [];
  });

  afterEach(clearPage);

  const drawDiagram: DrawDiagram = async (language, source) => {
    asked.push(`${language}: ${source}`);
    if (source.includes('broken')) throw new Error('Parse error');
    if (language !== 'mermaid') return undefined;
    const image = new Image();
    image.alt = source;
    return image;
  };

  const code = () => container.querySelector('pre');

  it('when their block is complete, once, with a button that brings the code back', async () => {
    const view = new MarkdownView(container, { drawDiagram });
    for (const character of '```Mermaid\ngraph\n  a\n```\n\nEnd') view.append(character);
    view.finish();
    await until(() => container.querySelector('img'));
    expect(asked).to.deep.equal(['mermaid: graph\n  a']);
    expect(code()?.checkVisibility()).to.equal(false);
    const button = control(container, 'Show code');
    button.click();
    expect([code()?.checkVisibility(), container.querySelector('img')?.checkVisibility()]).to.deep.equal([true, false]);
    expect(button.ariaPressed).to.equal('true');
    button.click();
    expect(code()?.checkVisibility()).to.equal(false);
    await expectAccessible(container);
  });

  it('and code where there is none, or none can be drawn', async () => {
    const view = new MarkdownView(container, { drawDiagram });
    view.append('```mermaid\nbroken\n```\n\n```js\n1\n```\n\n```\n2\n```\n\n    3\n\n```mermaid\n4\n```');
    view.finish();
    await until(() => container.querySelector('img'));
    expect(asked).to.deep.equal(['mermaid: broken', 'js: 1', 'mermaid: 4']);
    expect(container.querySelectorAll('[part="diagram"]')).to.have.length(1);
    expect(code()?.checkVisibility()).to.equal(true);
  });
});
