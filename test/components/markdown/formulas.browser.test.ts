import { expect } from 'chai';
import { drawFormula } from '../../../components/formulas/draw-formula.ts';
import {
  markdownStyles,
  MarkdownView,
  rangesBetween,
  sentenceAt,
  type DrawFormula,
} from '../../../components/markdown/index.ts';
import { clearPage, expectAccessible, preferScheme, until } from '../support/page.ts';
import { Random } from './support/random.ts';

const source = `The $a^2$ is **$b$** and \\(c\\) and $$d$$ too.

$$
e
+ f
$$

| $g$ |
|---|
| x $h$ |

\\[
broken
\\]

> $$
> i
> $$

Done $j$.`;

/** Draws all but what is broken, in other words than the source has. */
function drawInBrackets(formula: string, display: boolean): Element | undefined {
  if (formula.includes('broken')) return undefined;
  const element = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'math');
  element.textContent = `<${formula}>`;
  if (display) element.setAttribute('display', 'block');
  return element;
}

describe('MarkdownView draws formulas', () => {
  let container: HTMLElement;

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
  });

  afterEach(clearPage);

  function show(text: string, draw: DrawFormula | undefined = drawInBrackets): MarkdownView {
    container.replaceChildren();
    const view = new MarkdownView(container, { drawFormula: draw });
    view.append(text);
    view.finish();
    return view;
  }

  const formulas = () => [...container.querySelectorAll('math')].map((math) => math.textContent);

  it('in lines and on lines of their own; what cannot be drawn shows its source', () => {
    show(source);
    expect(formulas()).to.deep.equal(['<a^2>', '<b>', '<c>', '<d>', '<e\n+ f>', '<g>', '<h>', '<i>', '<j>']);
    expect(container.querySelectorAll('math[display]')).to.have.length(3);
    expect(container.textContent).to.contain('The <a^2> is <b> and <c>').and.to.contain('broken\n');
    expect(container.textContent).not.to.contain('$');
  });

  it('the same, whatever pieces the text comes in, and each when it is complete, once', () => {
    show(source);
    const whole = container.innerHTML;
    const random = new Random();
    for (const pieces of [source.split(''), random.split(source, 9), random.split(source, 40)]) {
      container.replaceChildren();
      const drawn: string[] = [];
      const view = new MarkdownView(container, {
        drawFormula: (formula, display) => {
          drawn.push(formula);
          return drawInBrackets(formula, display);
        },
      });
      for (const piece of pieces) view.append(piece);
      view.finish();
      expect(container.innerHTML).to.equal(whole);
      expect(drawn).to.include.members(['a^2', 'e\n+ f', 'broken', 'i', 'j']).and.not.include('e');
      expect(drawn.filter((formula) => formula === 'a^2')).to.have.length(1);
    }
  });

  it('when what draws them is loaded, and says what has changed', async () => {
    let arrive: () => void = () => undefined;
    const loading = new Promise<void>((resolve) => (arrive = resolve));
    const view = show(source, (formula, display) => loading.then(() => drawInBrackets(formula, display)));
    const changes: number[] = [];
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a view is no event target
    view.onchange = (from) => changes.push(from);
    expect(container.textContent).to.contain('$a^2$').and.to.contain('e\n+ f\n');
    arrive();
    await until(() => formulas().length === 9);
    expect(changes).to.include(source.indexOf('$a^2$')).and.to.include(source.indexOf('$$\ne'));
    const late = container.innerHTML;
    show(source);
    expect(late).to.equal(container.innerHTML);
  });

  it('no more when the view is gone', async () => {
    const loading = Promise.resolve();
    const draw: DrawFormula = (formula, display) => loading.then(() => drawInBrackets(formula, display));
    show('$a$', draw).destroy();
    const view = new MarkdownView(container, { drawFormula: draw });
    view.append('$b$');
    view.finish();
    await until(() => formulas().length === 1);
    expect(container.textContent).to.equal('<b>');
  });

  it('so that a part of their source is the whole formula, and words beside them are where they were', () => {
    const view = show(source);
    const words = (part: string) => {
      const start = source.indexOf(part);
      return rangesBetween(view, start, start + part.length)
        .map(String)
        .join('');
    };
    expect(words('^2')).to.equal('<a^2>');
    expect(words('b')).to.equal('<b>');
    expect(words('is **$b$** and')).to.equal('is <b> and');
    expect(words('e\n+')).to.equal('<e\n+ f>');
    expect(words('too')).to.equal('too');
    expect(words('broken')).to.equal('broken');
    expect(words('Done $j')).to.equal('Done <j>');
    expect(sentenceAt(view, source.length)).to.include({ start: source.indexOf('Done'), end: source.length });
  });

  it('with what is inserted behind them', () => {
    const view = show(source);
    const elements = ['^2$', 'e\n+ f', 'broken', 'i\n'].map((part) => {
      const element = document.createElement('button');
      element.textContent = '#';
      return { offset: source.indexOf(part) + part.length, element };
    });
    view.setInsertions(elements);
    expect(container.textContent).to.contain('<a^2># is').and.to.contain('<e\n+ f>#').and.to.contain('<i>#');
    expect(container.textContent).to.contain('broken#');
    const [first] = container.querySelectorAll('math');
    view.setInsertions([]);
    expect(container.querySelector('math')).to.equal(first);
    expect(container.textContent).not.to.contain('#');
  });

  describe('with the package that comes for it', () => {
    it('as MathML', async () => {
      show('It is $\\frac{a}{b}$.\n\n$$\n\\begin{align} a &= b \\\\ &= c \\end{align}\n$$', drawFormula);
      await until(() => formulas().length === 2);
      expect(container.querySelector('p mfrac')?.textContent).to.equal('ab');
      expect(container.querySelectorAll('mtr')).to.have.length(2);
    });

    for (const formula of [
      '\\frac{a',
      '\\nothing{x}',
      '\\def\\a{\\a\\a}\\a',
      "\\href{javascript:alert('a')}{x}",
      '\\includegraphics{https://evil.example/a.png}',
      '\\class{a}{x}',
      '\\cancel{x}',
      '\\ref{x}',
    ])
      it(`but not ${formula}, which shows as it is`, async () => {
        show(`$x$ and $${formula}$`, drawFormula);
        await until(() => formulas().length > 0);
        expect(formulas()).to.deep.equal(['x']);
        expect(container.textContent).to.equal(`x and $${formula}$`);
      });

    it('with nothing in it that leads somewhere or can be found by name', async () => {
      show('$$\n\\label{eq} a \\tag{1}\n$$', drawFormula);
      await until(() => formulas().length > 0);
      expect(container.querySelectorAll('[id], [href], [src]')).to.have.length(0);
    });

    for (const scheme of ['light', 'dark'] as const)
      it(`without a fault that can be found by rule, ${scheme}`, async () => {
        await preferScheme(scheme);
        const style = document.createElement('style');
        style.textContent = markdownStyles;
        document.body.append(style);
        show(`It is $a$.\n\n$$\n${'a + '.repeat(200)} b\n$$`, drawFormula);
        await until(() => formulas().length === 2);
        await expectAccessible(container);
      });
  });
});
