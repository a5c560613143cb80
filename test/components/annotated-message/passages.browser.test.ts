import { expect } from 'chai';
import { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, assistant, file, page, permutations, point, textPart } from './message-builders.ts';
import { grow, inside, markerPlaces, marked, passages, readableText, render, until } from './rendered-message.ts';

describe('<annotated-message> passages', () => {
  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  describe('light exactly the cited words', () => {
    for (const { name, text, cited, shown = cited } of [
      { name: 'in plain text', text: 'The tower is 330 metres tall.', cited: '330 metres' },
      {
        name: 'through emphasis and links',
        text: 'A **bold claim** [here](https://a.org/) it is.',
        cited: 'bold claim** [here](https://a.org/) it',
        shown: 'bold claim here it',
      },
      { name: 'from within a word', text: 'Un*believ*able.', cited: 'believ*ab', shown: 'believab' },
      {
        name: 'in a list',
        text: '- one thing\n- **two** things\n- three',
        cited: '**two** things',
        shown: 'two things',
      },
      { name: 'in a table', text: '| a | b |\n|---|---|\n| one | two cells |\n', cited: 'two cells' },
      {
        name: 'in code',
        text: 'Run `npm test` now.\n\n```js\nconst a = 1;\nconst b = 2;\n```\n',
        cited: 'const b = 2;',
      },
      { name: 'in a quote', text: '> First line\n> and second.', cited: 'line\n> and', shown: 'line\nand' },
      { name: 'after emoji', text: 'Hi 👩‍👩‍👧 and 😀, it is 5 m.', cited: '5 m' },
      { name: 'in right-to-left text', text: 'ارتفاع البرج 330 متراً في باريس.', cited: '330 متراً' },
      {
        name: 'after entities and escapes',
        text: 'A &amp; B \\* C is *true*.',
        cited: '\\* C is *true*',
        shown: '* C is true',
      },
    ]) {
      it(name, async () => {
        const element = await render([textPart(text), annotation(cited, text)]);
        expect(passages(element).join('')).to.equal(shown);
      });
    }

    it('when they overlap and nest', async () => {
      const text = 'One two three four five.';
      const element = await render([
        textPart(text),
        annotation('two three', text),
        annotation('three four', text, { source: file('b.txt') }),
        annotation('three', text, { source: file('c.txt') }),
      ]);
      const ranges = [...(CSS.highlights.get('assistant-citation') ?? [])].map(String).sort();
      expect(ranges.join('').length).to.equal('two three'.length + 'three four'.length + 'three'.length);
      expect(markerPlaces(element)).to.deep.equal(['three 1', 'three 2', 'four 3']);
    });
  });

  describe('of a point', () => {
    const text = 'It lies in Europe. The capital is **Paris**. It is old.';

    for (const [name, at] of [
      ['before', text.indexOf('**.') + 2],
      ['after', text.indexOf('. It is') + 1],
    ] as const) {
      it(`are the sentence it closes, when it stands ${name} the full stop`, async () => {
        const element = await render([textPart(text), point(at)]);
        expect(passages(element)).to.deep.equal(['The capital is Paris.']);
        expect(markerPlaces(element)).to.deep.equal(['Paris. 1']);
      });
    }

    it('are the sentence before a reference mark, which never shows', async () => {
      const marked = 'It lies in Europe. The capital is Paris【4:0†report.pdf】. It is old.';
      const element = await render([textPart(marked), annotation('【4:0†report.pdf】', marked)]);
      expect(passages(element)).to.deep.equal(['The capital is Paris.']);
      expect(readableText(element)).not.to.contain('†');
    });
  });

  it('of a citation in the text are its own words, and while it is pointed at the claim before it too', async () => {
    const text = 'It rained. ([a.org](https://a.org/)) It stopped.';
    const element = await render([
      textPart(text),
      annotation('([a.org](https://a.org/))', text, { kind: 'url_citation', source: page('https://a.org/') }),
    ]);
    expect(passages(element)).to.deep.equal(['(a.org)']);
    element.shadowRoot?.querySelector('li')?.dispatchEvent(new PointerEvent('pointerenter'));
    await element.updateComplete;
    expect(passages(element, 'assistant-citation-active')).to.deep.equal(['It rained.', '(a.org)']);
    expect(readableText(element)).to.equal('It rained. (a.org) It stopped.');
  });

  it('are never the wrong ones: an offset that does not fit its words lights nothing', async () => {
    const text = 'Yes or no, yes or no.';
    const element = await render([textPart(text), annotation('Yes', text, { start: 4, end: 7, marker: 'or no' })]);
    expect(passages(element)).to.deep.equal([]);
    expect(element.shadowRoot?.querySelector('[part="sources"]')?.textContent).to.contain('report.pdf');
  });

  describe('while the message streams', () => {
    const text =
      'It is **tall**: 330 metres【4:0†a.txt】. Built for the [fair](https://a.org/) in 1889.\n\n- Old\n- Paris';
    const annotations = [
      annotation('【4:0†a.txt】', text, { id: 'a#1', source: file('a.txt') }),
      annotation('for the [fair](https://a.org/) in 1889', text, { id: 'a#2', source: file('b.txt') }),
      annotation('Paris', text, { id: 'a#3', source: file('c.txt') }),
    ];
    const whole = ['It is tall: 330 metres.', 'for the fair in 1889', 'Paris'];

    for (const [name, known] of [
      ['before their text', () => annotations],
      [
        'with their text',
        (length: number) => annotations.filter(({ data }) => (data as { end: number }).end <= length),
      ],
      ['after all text', (length: number) => (length === text.length ? annotations : [])],
    ] as const) {
      it(`light their words, never others, and all in the end, with annotations that come ${name}`, async () => {
        const element = await render([textPart('', 'a', { state: 'streaming' })]);
        for (let length = 1; length <= text.length; length++) {
          const part = textPart(text.slice(0, length), 'a', { state: 'streaming' });
          await grow(element, ...known(length), part);
          for (const words of passages(element)) {
            expect(
              whole.some((passage) => passage.startsWith(words)),
              `${length}: “${words}”`,
            ).to.equal(true);
          }
        }
        await grow(element, ...annotations, textPart(text));
        expect(passages(element)).to.deep.equal(whole);
        expect(markerPlaces(element)).to.deep.equal(['metres. 1', '1889. 2', 'Paris 3']);
      });
    }

    it('follow words that turn out to be another kind of block', async () => {
      const text = 'Some cited words\n---\n';
      const cited = annotation('cited', text);
      const element = await render([textPart('Some cited words\n', 'a', { state: 'streaming' }), cited]);
      await grow(element, textPart('Some cited words\n---', 'a', { state: 'streaming' }), cited);
      await grow(element, textPart(text), cited);
      expect(passages(element)).to.deep.equal(['cited']);
      expect(element.shadowRoot?.querySelector('h2')?.textContent).to.contain('cited');
    });

    it('follow a sentence that goes on', async () => {
      const at = 'It lies in Paris'.length;
      const element = await render([textPart('It lies in Paris', 'a', { state: 'streaming' }), point(at)]);
      await grow(element, textPart('It lies in Paris and is old. It', 'a', { state: 'streaming' }), point(at));
      expect(passages(element)).to.deep.equal(['It lies in Paris and is old.']);
    });

    it('follow a sentence that goes on with what was taken for a footnote', async () => {
      const cited = point(6);
      const element = await render([textPart('It lies in [^1]', 'a', { state: 'streaming' }), cited]);
      expect(passages(element)).to.deep.equal(['It lies in']);
      await grow(element, textPart('It lies in [^1]'), cited);
      expect(passages(element)).to.deep.equal(['It lies in [^1]']);
    });

    it('are the same for every order in which the parts come', async () => {
      for (const order of permutations<MessagePart>([textPart(text), ...annotations])) {
        const element = await render([]);
        for (let count = 1; count <= order.length; count++) await grow(element, ...order.slice(0, count));
        expect(passages(element)).to.deep.equal(whole);
      }
    });
  });

  it('follow a message that becomes another one', async () => {
    const element = await render([textPart('The old text.'), annotation('old', 'The old text.')]);
    const text = 'A wholly new text.';
    await grow(element, textPart(text), annotation('new', text));
    expect(passages(element)).to.deep.equal(['new']);
    expect(readableText(element)).to.equal(text);
    element.message = null;
    await element.updateComplete;
    expect(CSS.highlights.size).to.equal(0);
  });

  it('stay lit when the element is moved, and leave nothing when it is removed', async () => {
    const text = 'Some cited words.';
    const element = await render([textPart(text), annotation('cited', text)]);
    const [range] = CSS.highlights.get('assistant-citation') ?? [];
    const other = document.createElement('div');
    document.body.append(other);
    other.append(element);
    await Promise.resolve();
    expect([...(CSS.highlights.get('assistant-citation') ?? [])]).to.deep.equal([range]);
    element.remove();
    await Promise.resolve();
    expect(CSS.highlights.size).to.equal(0);
    other.replaceWith(element);
    expect(passages(element)).to.deep.equal(['cited']);
  });

  it('leave nothing after ten messages that came and went', async () => {
    const text = 'Some cited words.';
    for (let count = 0; count < 10; count++) {
      const element = await render([textPart(text), annotation('cited', text)]);
      element.remove();
      await Promise.resolve();
    }
    expect(CSS.highlights.size).to.equal(0);
  });

  it('are lit only near the screen, for they cost while anything on the page changes', async () => {
    const text = 'Some cited words.';
    const element = await render([textPart(text), annotation('cited', text)]);
    const space = document.createElement('div');
    space.style.blockSize = '10000px';
    element.before(space);
    await until(() => CSS.highlights.size === 0);
    element.scrollIntoView();
    await until(() => CSS.highlights.size > 0);
    expect(passages(element)).to.deep.equal(['cited']);
    space.remove();
  });

  it('of a long history are lit when they come near the screen', async () => {
    const text = 'Some cited words.';
    const history = Array.from({ length: 300 }, () => new AnnotatedMessage());
    for (const element of history) element.message = assistant(textPart(text), annotation('cited', text));
    document.body.append(...history);
    const last = history.at(-1)!;
    await until(() => passages(history[0]!).length === 1);
    expect(passages(last)).to.deep.equal([]);
    expect(CSS.highlights.get('assistant-citation')?.size).to.be.lessThan(150);
    last.scrollIntoView();
    await until(() => passages(last).length === 1);
    await until(() => passages(history[0]!).length === 0);
  });

  describe('without the highlight API', () => {
    const highlights = Object.getOwnPropertyDescriptor(CSS, 'highlights');
    before(async () => {
      await until(() => CSS.highlights.size === 0);
      Object.defineProperty(CSS, 'highlights', { value: undefined, configurable: true });
    });
    after(() => {
      if (highlights) Object.defineProperty(CSS, 'highlights', highlights);
      else Reflect.deleteProperty(CSS, 'highlights');
    });

    it('are marks, side by side where they overlap, and stronger while pointed at', async () => {
      const text = 'One **two three** four five.';
      const element = await render([
        textPart(text),
        annotation('One **two', text),
        annotation('two three** four', text, { source: file('b.txt') }),
      ]);
      expect(marked(element)).to.deep.equal(['One two three four']);
      expect(readableText(element)).to.equal('One two three four five.');
      element.shadowRoot?.querySelectorAll('li')[1]?.dispatchEvent(new PointerEvent('pointerenter'));
      await element.updateComplete;
      expect(marked(element, 'mark[data-active]')).to.deep.equal(['two three four']);
    });

    it('cover the same words however the text streams, and lose none of it', async () => {
      const text = 'It is **tall**: 330 metres. Built for the [fair](https://a.org/) in 1889.\n\n- Old\n- Paris';
      const known = [
        annotation('330 metres', text),
        annotation('fair](https://a.org/) in', text),
        annotation('Paris', text),
      ];
      const element = await render([]);
      for (let length = 1; length <= text.length; length++) {
        await grow(element, textPart(text.slice(0, length), 'a', { state: 'streaming' }), ...known);
      }
      await grow(element, textPart(text), ...known);
      expect(marked(element)).to.deep.equal(['330 metres', 'fair in', 'Paris']);
      const whole = await render(assistant(textPart(text)));
      expect(readableText(element)).to.equal(readableText(whole));
    });

    it('stay right when the text changes by itself, as when a rare entity becomes known', async () => {
      const text = 'A &CounterClockwiseContourIntegral; and cited words';
      const parts = [textPart(text, 'a', { state: 'streaming' }), annotation('cited', text)];
      const element = await render(parts);
      await until(() => readableText(element).includes('∳'));
      expect(marked(element)).to.deep.equal(['cited']);
      await grow(element, textPart(`${text}.`), ...parts.slice(1));
      expect(readableText(element)).to.equal('A ∳ and cited words.');
      expect(marked(element)).to.deep.equal(['cited']);
    });

    it('light formulas whole, which no mark may stand in', async () => {
      const text = 'So $a^2$ grows, and $b$ not.\n\n$$\nc+1\n$$\n';
      const element = await render([
        textPart(text),
        annotation('So $a^2$ grows', text),
        annotation('c+1', text, { source: file('b.txt') }),
      ]);
      await until(() => inside(element).querySelectorAll('math').length === 3);
      const lit = () => [...inside(element).querySelectorAll('math')].map((formula) => formula.dataset['lit']);
      expect(lit()).to.deep.equal(['', undefined, '']);
      expect(marked(element)).to.deep.equal(['So ', ' grows']);
      const [cited, other] = inside(element).querySelectorAll('math');
      expect(getComputedStyle(cited!).backgroundColor).not.to.equal(getComputedStyle(other!).backgroundColor);
      inside(element).querySelectorAll('li')[1]?.dispatchEvent(new PointerEvent('pointerenter'));
      await element.updateComplete;
      expect(lit()).to.deep.equal(['', undefined, 'active']);
      await grow(element, textPart(text));
      expect(lit()).to.deep.equal([undefined, undefined, undefined]);
    });

    it('are gone with the element', async () => {
      const text = 'Some cited words.';
      const element: AnnotatedMessage = await render([textPart(text), annotation('cited', text)]);
      element.remove();
      await Promise.resolve();
      expect(marked(element)).to.deep.equal([]);
      expect(readableText(element)).to.equal(text);
    });
  });
});
