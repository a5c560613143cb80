import { expect } from 'chai';
import { MarkdownView, rangesBetween, sentenceAt, type Insertion } from '../../../components/markdown/index.ts';
import { documents } from './support/documents.ts';
import { assistantPieces, Random } from './support/random.ts';
import { blocksOf, inlinesWithin, leavesOf, parse } from './support/tree.ts';

describe('MarkdownView', () => {
  let container: HTMLElement;
  const random = new Random();
  const nonsense = Array.from({ length: 150 }, () => random.markdown(assistantPieces, 16));

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
  });

  afterEach(() => container.remove());

  function show(source: string): MarkdownView {
    container.replaceChildren();
    const view = new MarkdownView(container);
    view.append(source);
    view.finish();
    return view;
  }

  const textOf = (ranges: readonly Range[]) => ranges.map(String).join('');

  describe('gives ranges', () => {
    it('that say what shows of a part of the source, whatever part', () => {
      for (const source of [...documents, ...nonsense]) {
        const view = show(source);
        const shown = visibleCharacters(source);
        for (let n = 0; n < 40; n++) {
          const start = random.below(source.length + 1);
          const end = start + random.below(source.length + 1 - start);
          const expected = shown.filter((piece) => piece.start < end && piece.end > start);
          const text = textOf(rangesBetween(view, start, end));
          const explain = `seed ${Random.seed}: ${JSON.stringify(source)} ${start} ${end}`;
          expect(withoutSpace(text), explain).to.equal(expected.map(({ value }) => value).join(''));
        }
      }
    });

    it('that say the same while the text grows', () => {
      for (const source of documents.filter((text) => !text.includes('[^'))) {
        container.replaceChildren();
        const view = new MarkdownView(container);
        for (let start = 0; start < source.length; start += 50) {
          view.append(source.slice(start, start + 50));
          expect(withoutSpace(textOf(rangesBetween(view, 0, source.length)))).to.equal(
            withoutSpace(visibleText(container)),
          );
        }
      }
    });

    for (const [source, quote, text] of [
      ['A **bold *and italic* text** here.', 'bold *and italic* text', 'bold and italic text'],
      ['A [link *text*](https://example.com) here.', '[link *text*](https://example.com)', 'link text'],
      ['A [link](https://example.com) here.', 'https://example.com', ''],
      ['> - a\n> - b c\n', '- b c', 'b c'],
      ['| a | b |\n|---|---|\n| c | d |', 'b |\n|---|---|\n| c', 'bc'],
      ['```js\nlet a;\nlet b;\n```', 'a;\nlet', 'a;\nlet'],
      ['a\\*b &amp; c', '\\*b &amp;', '*b &'],
      ['claim【4:0†source】.', '【4:0†source】', ''],
      ['مرحبا بالعالم', 'بالعالم', 'بالعالم'],
      ['😀 𝒳 y', '𝒳', '𝒳'],
      ['lines\nof text', 's\nof', 's\nof'],
      ['[^1] a\n\n[^1]: a *note*', 'a *note*', 'a note'],
    ] as const)
      it(`for ${JSON.stringify(quote)}`, () => {
        const start = source.lastIndexOf(quote);
        expect(textOf(rangesBetween(show(source), start, start + quote.length))).to.equal(text);
      });

    it('of one text node each', () => {
      const ranges = rangesBetween(show('a **b** c'), 0, 9);
      expect(ranges.map(({ startContainer, endContainer }) => startContainer === endContainer)).not.to.include(false);
      expect(ranges).to.have.length(3);
    });
  });

  describe('finds the sentence', () => {
    const sentence = (source: string, offset: number) => {
      const found = sentenceAt(show(source), offset);
      return found && source.slice(found.start, found.end);
    };

    for (const [marked, expected] of [
      ['One here. Two there|. Three.', 'Two there.'],
      ['One here. Two there.| Three.', 'Two there.'],
      ['One here. Two there. |Three.', 'Two there.'],
      ['One here. Two **there|**. Three.', 'Two **there**.'],
      ['One here. Two there【4:0†source】|. Three.', 'Two there【4:0†source】.'],
      ['One here.\n\n- Two there|\n- Three', 'Two there'],
      ['One here.|\n\nTwo.', 'One here.'],
      ['One here.\n\n|Two.', 'One here.'],
      ['It costs 3.5 million|. Two.', 'It costs 3.5 million.'],
      ['Is it? Yes!| No.', 'Yes!'],
      ['これは一文です。これは二文目です|。', 'これは二文目です。'],
      ['| a | b c|\n|---|---|\n| d | e |', 'a'],
      ['# Heading|\n\nText.', 'Heading'],
    ] as const)
      it(`${JSON.stringify(expected)} in ${JSON.stringify(marked)}`, () => {
        const offset = marked.startsWith('| a') ? 3 : marked.indexOf('|');
        const source = marked.startsWith('| a') ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
        expect(sentence(source, offset)).to.equal(expected);
      });

    it('nowhere in a text without words', () => {
      expect(sentence('---\n', 3)).to.equal(null);
      expect(sentence('', 0)).to.equal(null);
    });
  });

  describe('keeps insertions', () => {
    const marker = (offset: number): Insertion => {
      const element = document.createElement('button');
      element.textContent = '#';
      return { offset, element };
    };

    /** The text before an insertion, without other insertions. */
    const textBefore = ({ element }: Insertion) => {
      const range = document.createRange();
      range.setStart(container, 0);
      range.setEndBefore(element);
      const content = document.createElement('div');
      content.append(range.cloneContents());
      return withoutSpace(visibleText(content));
    };

    it('behind the visible character before their offset, wherever that is', () => {
      for (const source of [...documents, ...nonsense].filter((text) => !text.includes('[^'))) {
        const view = show(source);
        const shown = visibleCharacters(source);
        const insertions = Array.from({ length: 6 }, () => marker(1 + random.below(source.length)));
        view.setInsertions(insertions);
        for (const insertion of insertions) {
          if (!insertion.element.isConnected) continue;
          const before = shown.filter(({ start }) => start < insertion.offset);
          const expected = before.map(({ value }) => value).join('');
          const inside = enclosingLink(source, insertion.offset);
          const text = textBefore(insertion);
          const explain = `seed ${Random.seed}: ${JSON.stringify(source)} ${insertion.offset}`;
          // Within a link or code span they stand behind it.
          if (inside) expect(text.startsWith(expected), explain).to.equal(true);
          else expect(text, explain).to.equal(expected);
        }
      }
    });

    it('at the same places, whether they were set before the text, with it or after it', () => {
      for (const source of documents) {
        const offsets = Array.from({ length: 5 }, () => 1 + random.below(source.length)).sort(
          (one, other) => one - other,
        );
        const results = [0, Math.floor(source.length / 2), source.length].map((when) => {
          container.replaceChildren();
          const view = new MarkdownView(container);
          for (let length = 0; length < source.length; length++) {
            if (length === when) view.setInsertions(offsets.map(marker));
            view.append(source.charAt(length));
          }
          if (when === source.length) view.setInsertions(offsets.map(marker));
          view.finish();
          return container.innerHTML;
        });
        expect(new Set(results).size, `seed ${Random.seed} ${offsets.join(' ')} ${JSON.stringify(source)}`).to.equal(1);
      }
    });

    it('without moving them while the text goes on, so that they keep their focus', () => {
      const view = new MarkdownView(container);
      const insertions = [marker(10), marker(22)];
      view.append('One claim. Second **one');
      view.setInsertions(insertions);
      insertions[1]?.element.focus();
      for (const character of ' that** goes on.\n\n- and on\n- and on\n') view.append(character);
      expect(document.activeElement).to.equal(insertions[1]?.element);
      view.setInsertions([...insertions, marker(5), marker(30)]);
      view.finish();
      expect(document.activeElement).to.equal(insertions[1]?.element);
      expect(container.textContent).to.equal('One c#laim.# Second on#e that# goes on.and onand on');
    });

    for (const [source, offset] of [
      ['**one two** three', 5],
      ['a *b [c](/u) d* e', 4],
      ['a [*b* c](/u) d', 5],
      ['~~a **b** c~~ [d](/u)', 7],
    ] as const)
      it(`where it gets another parent as the text grows: ${source}`, () => {
        const wanted = show(source);
        const element = marker(offset);
        wanted.setInsertions([element]);
        const whole = container.innerHTML;
        for (let length = 1; length < source.length; length++) {
          container.replaceChildren();
          const view = new MarkdownView(container);
          view.setInsertions([element]);
          view.append(source.slice(0, length));
          view.append(source.slice(length));
          view.finish();
          expect(container.innerHTML).to.equal(whole);
        }
      });

    it('until others are set', () => {
      const view = show('Some text. More text.');
      const [first, second] = [marker(4), marker(10)];
      view.setInsertions([first, second]);
      expect(container.textContent).to.equal('Some# text.# More text.');
      view.setInsertions([second]);
      expect(container.textContent).to.equal('Some text.# More text.');
      expect(container.querySelector('p')?.childNodes).to.have.length(3);
      view.setInsertions([]);
      expect(container.innerHTML).to.equal('<p dir="auto">Some text. More text.</p>');
    });

    it('in the order they were given in where they share a place', () => {
      const view = show('Some text.');
      const [first, second] = [marker(10), marker(10)];
      view.setInsertions([first, second]);
      expect([...container.querySelectorAll('button')]).to.deep.equal([first.element, second.element]);
    });

    for (const [source, offset, text] of [
      ['A **bold** text', 8, 'A bold# text'],
      ['A **bold** text', 10, 'A bold# text'],
      ['A [link](https://example.com) text', 5, 'A link# text'],
      ['A `code` text', 5, 'A code# text'],
      ['claim【4:0†source】.', 6, 'claim#.'],
      ['```\nab\ncd\n```', 6, 'ab#\ncd\n'],
      ['| a | b |\n|---|---|', 3, 'a#b'],
      ['- a\n- b', 3, 'a#b'],
      ['a', 5, 'a'],
    ] as const)
      it(`so that ${JSON.stringify(source)} with one at ${offset} reads ${JSON.stringify(text)}`, () => {
        show(source).setInsertions([marker(offset)]);
        expect(visibleText(container, true)).to.equal(text);
      });

    it('out of links, which nothing can be pressed in', () => {
      show('A [link **text** here](https://example.com)').setInsertions([marker(10), marker(15)]);
      expect(container.querySelector('a button')).to.equal(null);
    });

    it('in code, line by line, while it grows', () => {
      const view = new MarkdownView(container);
      view.setInsertions([marker(8), marker(700)]);
      const source = `\`\`\`\n${'line of code\n'.repeat(80)}`;
      for (let start = 0; start < source.length; start += 9) view.append(source.slice(start, start + 9));
      view.append('```\n');
      view.finish();
      const code = container.querySelector('code')?.textContent ?? '';
      expect([code.indexOf('#'), code.lastIndexOf('#')]).to.deep.equal([4, 697]);
      expect(code.replaceAll('#', '')).to.equal('line of code\n'.repeat(80));
    });

    it('out of the ranges', () => {
      const view = show('Some text.');
      view.setInsertions([marker(4)]);
      expect(rangesBetween(view, 0, 10).map(String)).to.deep.equal(['Some', ' text.']);
    });
  });
});

interface Piece {
  start: number;
  end: number;
  value: string;
}

/** What shows of a document, character by character but for entities, without white space. */
function visibleCharacters(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { value, start, end } of leavesOf(parse(source)))
    if (value.length !== end - start) pieces.push({ start, end, value: withoutSpace(value) });
    else
      for (const [n, unit] of value.split('').entries())
        if (/\S/.test(unit)) pieces.push({ start: start + n, end: start + n + 1, value: unit });
  return pieces.sort((one, other) => one.start - other.start);
}

function enclosingLink(source: string, offset: number): boolean {
  const document = parse(source);
  for (const block of blocksOf(document.root)) {
    if (block.type !== 'paragraph' && block.type !== 'heading' && block.type !== 'cell') continue;
    for (const inline of inlinesWithin(document.inlines(block))) {
      const isWhole = ['link', 'code', 'math', 'image'].includes(inline.type);
      const isEntity = inline.type === 'text' && inline.value.length !== inline.end - inline.start;
      if ((isWhole || isEntity) && offset > inline.start && offset < inline.end) return true;
    }
  }
  return false;
}

/** The text of an element without that of controls; insertions are buttons too. */
function visibleText(element: Element, withButtons = false): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node instanceof Text) text += node.data;
    else if (node instanceof Element && !isControl(node, withButtons)) text += visibleText(node, withButtons);
  }
  return text;
}

function isControl(element: Element, withButtons: boolean): boolean {
  const part = element.getAttribute('part');
  return part === 'code-header' || part === 'image' || (!withButtons && element.localName === 'button');
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}
