import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import { expect } from 'chai';
import {
  markdownStyles,
  MarkdownView,
  type LinkDescription,
  type MarkdownViewOptions,
} from '../../../components/markdown/index.ts';
import { documents } from './support/documents.ts';

declare const axe: { run(context: Element): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

describe('MarkdownView', () => {
  let container: HTMLElement;

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
  });

  afterEach(() => container.remove());

  function show(source: string, options?: MarkdownViewOptions): MarkdownView {
    container.replaceChildren();
    const view = new MarkdownView(container, options);
    view.append(source);
    view.finish();
    return view;
  }

  const html = (source: string, options?: MarkdownViewOptions) => {
    show(source, options);
    return container.innerHTML.replaceAll(' dir="auto"', '');
  };

  describe('while text arrives', () => {
    for (const [n, source] of documents.entries())
      it(`ends in the same nodes, whatever pieces it comes in (${n})`, () => {
        show(source);
        const whole = container.innerHTML;
        for (const length of [1, 7]) {
          container.replaceChildren();
          const view = new MarkdownView(container);
          for (let start = 0; start < source.length; start += length) view.append(source.slice(start, start + length));
          view.finish();
          expect(container.innerHTML).to.equal(whole);
        }
      });

    for (const source of [
      '[ sandbox:/a] e',
      '[ b@c.c] ]',
      '[ http://a]\n\n',
      '$[^1]$\n[^1]: a',
      '[^2]:$$[^2]$$|',
      'a\r*b*\r\rc',
      '|a|b|\r|-|-|\r|c|d\\|e|',
    ])
      it(`ends in the same nodes, also with ${JSON.stringify(source)}`, () => {
        const whole = document.createElement('div');
        const view = new MarkdownView(whole);
        view.append(source);
        view.finish();
        const growing = new MarkdownView(container);
        for (const character of source) growing.append(character);
        growing.finish();
        expect(container.isEqualNode(whole), container.innerHTML).to.equal(true);
      });

    for (const [n, source] of documents.entries())
      it(`keeps the nodes of finished blocks (${n})`, () => {
        const view = new MarkdownView(container);
        let finished: ChildNode[] = [];
        for (const character of source) {
          view.append(character);
          const nodes = [...container.childNodes].filter((node) => !isFootnotes(node));
          expect(nodes.slice(0, finished.length)).to.deep.equal(finished);
          // The last block is open, and the one before it may lose its last line to a table.
          finished = nodes.slice(0, -2);
        }
      });

    it('keeps the nodes of what is finished within an open list, table and code block', () => {
      const view = new MarkdownView(container);
      view.append('- a **b**\n- c\n  - d\n');
      const [first] = container.querySelectorAll('strong');
      view.append('  - e\n- f');
      expect(container.querySelector('strong')).to.equal(first);
      view.append('\n\n| a |\n|---|\n| **b** |\n');
      const cell = container.querySelector('td strong');
      view.append('| c |\n| d');
      expect(container.querySelector('td strong')).to.equal(cell);
      view.append(`\n\n\`\`\`\n${'line\n'.repeat(60)}`);
      const text = container.querySelector('code')?.firstChild;
      view.append('more\n'.repeat(60));
      expect(container.querySelector('code')?.firstChild).to.equal(text);
      expect(container.querySelector('code')?.textContent).to.equal('line\n'.repeat(60) + 'more\n'.repeat(60));
    });

    it('appends to the text node that grows', () => {
      const view = new MarkdownView(container);
      view.append('one **two');
      const text = container.querySelector('strong')?.firstChild;
      view.append(' three');
      view.append(' four** five');
      expect(container.querySelector('strong')?.firstChild).to.equal(text);
      expect(text?.nodeValue).to.equal('two three four');
    });

    it('turns a paragraph into a heading, and a list loose, without more', () => {
      const view = new MarkdownView(container);
      view.append('Title\n');
      expect(container.innerHTML).to.equal('<p dir="auto">Title</p>');
      view.append('===\n\n- a\n- b\n');
      const list = container.querySelector('ul');
      expect(container.firstElementChild?.localName).to.equal('h1');
      expect(list?.hasAttribute('data-loose')).to.equal(false);
      view.append('\n- c');
      expect(container.querySelector('ul')).to.equal(list);
      expect(list?.hasAttribute('data-loose')).to.equal(true);
    });

    it('makes a heading of another level when there is one hash more', () => {
      const view = new MarkdownView(container);
      for (const character of '#### Heading') view.append(character);
      expect(container.innerHTML).to.equal('<h4 dir="auto">Heading</h4>');
    });

    it('tells from where on the nodes have changed', () => {
      const view = new MarkdownView(container);
      const changes: number[] = [];
      Object.assign(view, { onchange: (from: number) => changes.push(from) });
      view.append('First.\n\nA second one that ');
      view.append('goes on');
      // The last word may still become part of something.
      expect(changes).to.deep.equal([0, 21]);
      view.append('\n\nThird, see [a][b].\n\n');
      view.append('[b]: https://example.com\n\n');
      expect(changes.at(-1)).to.equal(35);
    });

    it('draws a finished paragraph again when its definition comes, and keeps its element', () => {
      const view = new MarkdownView(container);
      view.append('See [here], *please*.\n\nMore.\n\n');
      const [paragraph] = container.children;
      expect(paragraph?.textContent).to.equal('See [here], please.');
      view.append('[here]: https://example.com\n\nEnd');
      expect(container.firstElementChild).to.equal(paragraph);
      expect(paragraph?.querySelector('a')?.href).to.equal('https://example.com/');
      expect(paragraph?.textContent).to.equal('See here, please.');
    });

    it('shows rare entities when their names are loaded, also after the end', async () => {
      const view = new MarkdownView(container);
      view.append('a &nGtv; b');
      view.finish();
      const changed = new Promise((onchange) => Object.assign(view, { onchange }));
      if (container.textContent === 'a  b') await changed;
      expect(container.textContent).to.equal('a ≫̸ b');
    });

    it('takes no more text when it is finished, and a second end is none', () => {
      const view = show('a');
      view.finish();
      expect(() => view.append('b')).to.throw('has ended');
      expect(view.source).to.equal('a');
    });

    it('leaves nothing behind when it is destroyed', () => {
      const view = show('a\n\n[^1]\n\n[^1]: b');
      view.destroy();
      expect(container.childNodes.length).to.equal(0);
      expect(container.hasAttribute('data-markdown')).to.equal(false);
    });
  });

  describe('of what the elements are', () => {
    it('are those of HTML', () => {
      expect(html('# a\n\n###### b\n\nc *d* **e** ~~f~~ `g`\\\nh\ni\n\n---')).to.equal(
        '<h1>a</h1><h6>b</h6><p>c <em>d</em> <strong>e</strong> <del>f</del> <code>g</code><br>h\ni</p><hr>',
      );
      expect(html('> a\n\n3. b\n4. c\n\n- d')).to.equal(
        '<blockquote><p>a</p></blockquote><ol start="3"><li><p>b</p></li><li><p>c</p></li></ol><ul><li><p>d</p></li></ul>',
      );
    });

    it('are boxes that cannot be changed for tasks', () => {
      show('- [x] done\n- [ ] open');
      const boxes = [...container.querySelectorAll('input')];
      expect(boxes.map(({ type, disabled, checked }) => [type, disabled, checked])).to.deep.equal([
        ['checkbox', true, true],
        ['checkbox', true, false],
      ]);
      expect(boxes.map((box) => box.ariaLabel)).to.deep.equal(['Done', 'Not done']);
    });

    it('are a table in a box that scrolls, and can be reached by keyboard', () => {
      show('| a | b |\n|:-:|--:|\n| c | d |');
      const box = container.querySelector<HTMLElement>('[part="table"]');
      expect(box?.tabIndex).to.equal(0);
      expect(box?.querySelector('table')?.innerHTML).to.equal(
        '<thead><tr><th align="center">a</th><th align="right">b</th></tr></thead>' +
          '<tbody><tr><td align="center">c</td><td align="right">d</td></tr></tbody>',
      );
    });

    it('are code below a header with its language', () => {
      show('```python title\nprint(1)\n```\n\n    plain');
      const [fenced, indented] = container.querySelectorAll('[part="code"]');
      expect(fenced?.querySelector('pre > code')?.textContent).to.equal('print(1)\n');
      expect(fenced?.querySelector('[part="label"]')?.textContent).to.equal('python');
      expect(indented?.querySelector('pre > code')?.textContent).to.equal('plain\n');
      expect(indented?.querySelector('[part="label"]')?.textContent).to.equal('');
    });

    it('show raw HTML as the text it is', () => {
      show('<script>alert(1)</script>\n\na <b onclick="x">b</b> <!-- c -->');
      expect(container.textContent).to.contain('<script>alert(1)</script>');
      expect(container.textContent).to.contain('a <b onclick="x">b</b> <!-- c -->');
      expect(container.querySelector('script, b')).to.equal(null);
    });

    it('show formulas as their source, marked as such', () => {
      show('$x^2$ and\n\n$$\ny\n$$\n\n\\[z\\]');
      const formulas = [...container.querySelectorAll('[part~="math"]')];
      expect(formulas.map((formula) => [formula.getAttribute('part'), formula.textContent])).to.deep.equal([
        ['math', '$x^2$'],
        ['math display', 'y\n'],
        ['math display', '\\[z\\]'],
      ]);
    });

    it('have the direction of their text', () => {
      show('مرحبا\n\nHello\n\n- مرحبا\n\n```\ncode\n```');
      document.head.append(Object.assign(document.createElement('style'), { textContent: markdownStyles }));
      const directions = [...container.children].map((element) => getComputedStyle(element).direction);
      expect(directions.slice(0, 3)).to.deep.equal(['rtl', 'ltr', 'rtl']);
      expect(getComputedStyle(container.querySelector('pre')!).direction).to.equal('ltr');
      document.head.lastChild?.remove();
    });

    it('bear no id and no name, and only classes that name the language of code', () => {
      for (const source of documents) {
        show(source);
        expect(container.querySelector('[id], [name], [style]')).to.equal(null);
        for (const element of container.querySelectorAll('[class]')) expect(element.className).to.match(/^language-/);
      }
    });

    for (const scheme of ['light', 'dark'])
      it(`pass the accessibility check in ${scheme}`, async () => {
        const style = document.createElement('style');
        style.textContent = `${markdownStyles} :root { background: Canvas; color: CanvasText }`;
        document.head.append(style);
        document.documentElement.style.colorScheme = scheme;
        const allowImage = () => false;
        show(documents.join('\n\n').replace(/^#+ .*$/gm, ''), { allowImage });
        const { violations } = await axe.run(container);
        const found = violations
          .filter(({ id }) => id !== 'heading-order')
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
        document.documentElement.style.colorScheme = '';
        style.remove();
        expect(found).to.deep.equal([]);
      });
  });

  describe('of links', () => {
    const links = (source: string, options?: MarkdownViewOptions) => {
      show(source, options);
      return [...container.querySelectorAll('a')];
    };

    it('lead outside in a new window, without telling where from', () => {
      const [link] = links('[a](https://example.com "T")');
      expect(link?.getAttribute('href')).to.equal('https://example.com');
      expect(link?.title).to.equal('T');
      expect(link?.rel.split(' ')).to.have.members(['noopener', 'noreferrer', 'nofollow']);
      expect(link?.target).to.equal('_blank');
    });

    it('stay relative, and in the window', () => {
      const [link] = links('[a](../b?c#d)');
      expect(link?.getAttribute('href')).to.equal('../b?c#d');
      expect(link?.target).to.equal('');
    });

    it('lead to http, https, mailto and relative addresses only', () => {
      const unsafe = [
        'javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        'java&#10;script:alert(1)',
        '&#1;javascript:alert(1)',
        'javascript&colon;alert(1)',
        'data:text/html,x',
        'vbscript:x',
        'blob:x',
        'file:///etc/passwd',
        'ftp://a.b',
        'sandbox:/mnt/data/a.csv',
      ];
      for (const url of unsafe) {
        expect(links(`[text](<${url}>)`), url).to.have.length(0);
        expect(container.textContent).to.equal('text');
      }
      expect(links('[a](mailto:b@c.de) [b](//c.d) [c](#d) <https://e.f> www.g.hi x@y.zz')).to.have.length(6);
    });

    it('grow with a bare URL, in one element', () => {
      const view = new MarkdownView(container);
      view.append('see https://example.com/a');
      const link = container.querySelector('a');
      view.append('bc');
      expect(container.querySelector('a')).to.equal(link);
      expect(link?.getAttribute('href')).to.equal('https://example.com/abc');
      expect(link?.textContent).to.equal('https://example.com/abc');
    });

    it('show the file name of a bare sandbox path only', () => {
      expect(links('Saved sandbox:/mnt/data/sums.csv, `sandbox:/mnt/data/b.csv`.')).to.have.length(0);
      expect(container.textContent).to.equal('Saved sums.csv, b.csv.');
    });

    it('are drawn by the page, once each, with their text or with their own', () => {
      const asked: LinkDescription[] = [];
      const link = (description: LinkDescription) => {
        asked.push(description);
        if (description.url.startsWith('x')) return null;
        if (!description.url.startsWith('sandbox:')) return undefined;
        const element = document.createElement('button');
        if (description.bare) element.textContent = 'Own';
        return element;
      };
      const view = new MarkdownView(container, { link });
      const source =
        'A [**b** c](sandbox:/b.csv "t") sandbox:/c.csv [d](x:y) [e](https://e.f) ![g](sandbox:/g.png) and so on';
      for (const character of source) view.append(character);
      view.finish();
      const buttons = [...container.querySelectorAll('button')].map((button) => button.innerHTML);
      expect(buttons).to.deep.equal(['<strong>b</strong> c', 'Own', 'g']);
      expect(container.textContent).to.equal('A b c Own d e g and so on');
      expect(
        asked.map(({ url, title, start, end, bare, image }) => [url, title, source.slice(start, end), bare, image]),
      ).to.deep.equal([
        ['sandbox:/b.csv', 't', '[**b** c](sandbox:/b.csv "t")', false, false],
        ['sandbox:/c.csv', undefined, 'sandbox:/c.csv', true, false],
        ['x:y', undefined, '[d](x:y)', false, false],
        ['https://e.f', undefined, '[e](https://e.f)', false, false],
        ['sandbox:/g.png', undefined, '![g](sandbox:/g.png)', false, true],
      ]);
    });
  });

  describe('of images', () => {
    it('load by a click, after naming their text and host', () => {
      show('![A chart](https://images.example/a.png "T")');
      const button = container.querySelector<HTMLButtonElement>('button[part="image"]');
      expect(button?.textContent).to.contain('A chart').and.to.contain('images.example');
      expect(container.querySelector('img')).to.equal(null);
      button?.click();
      const image = container.querySelector('img');
      expect([image?.src, image?.alt, image?.title]).to.deep.equal(['https://images.example/a.png', 'A chart', 'T']);
      expect(image?.referrerPolicy).to.equal('no-referrer');
      expect(container.querySelector('button')).to.equal(null);
    });

    it('load by themselves where the page allows it', () => {
      show('![a](/b.png) ![c](https://d.e/f.png)', { allowImage: ({ origin }) => origin === location.origin });
      expect(container.querySelectorAll('img')).to.have.length(1);
      expect(container.querySelectorAll('button')).to.have.length(1);
    });

    it('stay loaded when the paragraph is drawn again', () => {
      const view = new MarkdownView(container);
      view.append('![a](https://b.example/c.png) and [d].\n\n');
      container.querySelector('button')?.click();
      const image = container.querySelector('img');
      view.append('[d]: https://example.com\n\n');
      expect(container.querySelector('img')).to.equal(image);
      expect(container.querySelector('a')).not.to.equal(null);
    });

    it('show their text where they are of no address of the web', () => {
      show('![*a* b](javascript:alert(1)) ![c](data:image/svg+xml,x)');
      expect(container.querySelector('img, button')).to.equal(null);
      expect(container.textContent).to.equal('a b c');
    });
  });

  describe('of code', () => {
    it('can be wrapped', () => {
      show('```\na\n```');
      const [wrap] = container.querySelectorAll('button');
      wrap?.click();
      expect(wrap?.ariaPressed).to.equal('true');
      expect(container.querySelector('[part="code"]')?.hasAttribute('data-wrap')).to.equal(true);
      wrap?.click();
      expect(wrap?.ariaPressed).to.equal('false');
    });

    it('can be selected and copied without its header, also when it is long', async () => {
      const code = Array.from({ length: 120 }, (_, n) => `line ${n}\n`).join('');
      show(`before\n\n\`\`\`js\n${code}\`\`\`\n\nafter`);
      document.head.append(Object.assign(document.createElement('style'), { textContent: markdownStyles }));
      getSelection()?.selectAllChildren(container.querySelector('code')!);
      expect(getSelection()?.toString().trim()).to.equal(code.trim());
      getSelection()?.selectAllChildren(container);
      expect(getSelection()?.toString()).not.to.contain('Copy');
      document.head.lastChild?.remove();
      getSelection()?.removeAllRanges();
    });

    it('is selected where it cannot be copied, and says so where it can', async () => {
      show('```\nsome code\n```');
      const [, copy] = container.querySelectorAll('button');
      const { clipboard } = navigator;
      const written: string[] = [];
      const replace = (writeText: (text: string) => Promise<void>) =>
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
      replace((text) => Promise.resolve(void written.push(text)));
      copy?.click();
      await until(() => copy?.textContent === 'Copied');
      expect(written).to.deep.equal(['some code\n']);
      replace(() => Promise.reject(new Error('no')));
      copy?.click();
      await until(() => getSelection()?.toString().trim() === 'some code');
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    });
  });

  describe('of footnotes', () => {
    const source = 'One[^b], two[^a], one again[^b].\n\n[^a]: Note *a*.\n[^b]: Note b.\n\nEnd.';

    it('are numbered as they are referred to, and listed at the end', () => {
      show(source);
      const references = [...container.querySelectorAll('sup button')];
      expect(references.map((button) => button.textContent)).to.deep.equal(['1', '2', '1']);
      expect(references[0]?.ariaLabel).to.equal('Footnote 1');
      const section = container.lastElementChild;
      expect(section?.getAttribute('aria-label')).to.equal('Footnotes');
      expect([...section!.querySelectorAll('li')].map((item) => item.textContent)).to.deep.equal([
        'Note b.↩',
        'Note a.↩',
      ]);
    });

    it('lead to the note and back by keyboard', async () => {
      show(source);
      const [reference] = container.querySelectorAll<HTMLElement>('sup button');
      reference?.focus();
      await sendKeys({ press: 'Enter' });
      expect(document.activeElement).to.equal(container.querySelector('li'));
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      expect(document.activeElement).to.equal(reference);
    });

    it('show as references before their notes come, and as text when these do not', () => {
      const view = new MarkdownView(container);
      view.append('One[^x], two[^y].\n\n');
      expect(container.querySelectorAll('sup')).to.have.length(2);
      expect(container.textContent).not.to.contain('[^');
      view.append('[^y]: Note.');
      view.finish();
      expect(container.querySelector('p')?.textContent).to.equal('One[^x], two1.');
      expect(container.querySelector('li')?.value).to.equal(1);
    });

    it('that nothing refers to are listed last', () => {
      show('a[^2]\n\n[^1]: lonely\n\n[^2]: b');
      const items = [...container.querySelectorAll('li')].map((item) => item.textContent?.replace('↩', ''));
      expect(items).to.deep.equal(['b', 'lonely']);
    });
  });

  it('says everything in the words of the page', () => {
    show('```\na\n```\n\n- [x] b\n\n![c](https://d.e/f)\n\ng[^1]\n\n[^1]: h\n\n| i |\n|---|', {
      strings: {
        copyCode: 'Kopieren',
        wrapLines: 'Umbrechen',
        code: () => 'Programm',
        table: 'Tabelle',
        loadImage: (host) => `Von ${host} laden`,
        footnotes: 'Fußnoten',
        footnote: (number) => `Fußnote ${number}`,
        backToText: () => 'Zurück',
        taskDone: 'Erledigt',
      },
    });
    const words = [...container.querySelectorAll('*')].flatMap((element) => [element.ariaLabel, element.textContent]);
    for (const word of ['Kopieren', 'Umbrechen', 'Programm', 'Tabelle', 'Fußnoten', 'Fußnote 1', 'Zurück', 'Erledigt'])
      expect(words).to.include(word);
    expect(container.textContent).to.contain('Von d.e laden');
  });
});

function isFootnotes(node: ChildNode): boolean {
  return node instanceof Element && node.getAttribute('part') === 'footnotes';
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
