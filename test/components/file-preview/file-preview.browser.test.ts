import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { FilePreview } from '../../../components/file-preview/file-preview.ts';
import { clearPage, control, find, findAll, place, until } from '../support/page.ts';
import { pdf } from '../../support/pdf.ts';

const file = (content: BlobPart, name: string, type = '') => new File([content], name, { type });
const rows = Array.from({ length: 100_000 }, (_, n) => `${(n * 7919) % 100_003},"name ${n}"`);
const table = file(`number,name\n${rows.join('\n')}`, 'table.csv', 'text/csv');
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><script>parent.hacked = true</script></svg>';

describe('<file-preview>', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  afterEach(clearPage);

  describe('of a table', () => {
    it('draws little of a hundred thousand rows, and tells how many there are', async () => {
      const element = await show(table);
      expect(find(element, 'table').getAttribute('aria-rowcount')).to.equal('100001');
      expect(findAll(element.shadowRoot!, 'tr').length).to.be.lessThan(150);
      expect(find(element, '[role=status]').textContent).to.equal('100,000 rows');
      expect(cells(element, 0)).to.deep.equal(['1', '0', 'name 0']);
    });

    it('shows the rows that somebody scrolls to', async () => {
      const element = await show(table);
      const scroller = find(element, '.scroller');
      scroller.scrollTop = scroller.scrollHeight;
      await until(() => textOf(element, 'tbody').includes('name 99999'));
      expect(findAll(element.shadowRoot!, 'tr').length).to.be.lessThan(150);
    });

    it('sorts by a column up, down, and back, by keyboard', async () => {
      const element = await show(table);
      const head = control(element, 'number');
      head.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => sortOf(head) === 'ascending');
      expect(cells(element, 1)[1]).to.equal('1');
      expect(find(element, '[role=status]').textContent).to.contain('Sorted by number, ascending');
      await sendKeys({ press: 'Enter' });
      await until(() => sortOf(head) === 'descending');
      expect(cells(element, 0)[1]).to.equal('100002');
      await sendKeys({ press: 'Enter' });
      await until(() => sortOf(head) === 'none');
      expect(cells(element, 1)[1]).to.equal('7919');
    });

    it('lights the rows of a passage and brings them into view, in the order of the file', async () => {
      const element = await show(table, { passages: [{ quote: rows.slice(60_000, 60_002).join('\n') }] });
      await until(() => findAll(element.shadowRoot!, '.lit').length === 2);
      expect(findAll(element.shadowRoot!, '.lit th').map(({ textContent }) => textContent)).to.deep.equal([
        '60001',
        '60002',
      ]);
      const { top } = find(element, '.lit').getBoundingClientRect();
      expect(top).to.be.within(0, innerHeight);
      expect(element.dataset['states']).to.equal('whole');
    });
  });

  describe('of text', () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `line ${n} ${'of words '.repeat(n % 30)}`);

    it('lays out only what is near the window', async () => {
      const element = await show(file(lines.join('\n'), 'long.txt'));
      await until(() => findAll(element.shadowRoot!, '.line').length > 0);
      expect(findAll(element.shadowRoot!, '.line').length).to.be.lessThan(5_000);
      expect(find(element, '.line').dataset['line']).to.equal('1');
    });

    it('lights passages and brings the current one into view, wherever it stands', async () => {
      const element = await show(file(lines.join('\n'), 'long.txt'), {
        passages: [
          { quote: 'line 5 of words' },
          { quote: 'line 44444' },
          { quote: 'nothing that anybody wrote there' },
        ],
        current: 1,
      });
      await until(() => isInView(rangesIn(element, 'assistant-citation-active')[0]));
      expect(rangesIn(element, 'assistant-citation-active').join()).to.equal('line 44444');
      expect(element.dataset['states']).to.equal('whole whole missing');
      element.current = 0;
      await until(() => rangesIn(element, 'assistant-citation-active').join() === 'line 5 of words');
      await until(() => isInView(rangesIn(element, 'assistant-citation-active')[0]));
    });

    it('shows pages, drawings and scripts that are cited as what they say, and runs nothing', async () => {
      const hostile =
        '<html><body onload="parent.hacked = true"><script>parent.hacked = true</script><img src=x onerror="parent.hacked=true">';
      for (const name of ['page.html', 'feed.xml', 'page.xhtml', 'code.js']) {
        const element = await show(file(hostile, name));
        await until(() => textOf(element, '.line').includes('onerror='));
        expect(findAll(element.shadowRoot!, 'script, img, iframe, object, embed')).to.have.length(0);
      }
      expect('hacked' in window).to.equal(false);
    });

    it('says what cannot be read', async () => {
      expect(textOf(await show(file('', 'a.txt')), '.state')).to.contain('This file is empty.');
      expect(textOf(await show(file(Uint8Array.of(0, 1, 2), 'a.txt')), '.state')).to.contain('no text');
      expect(textOf(await show(file('PK', '../../x.zip')), '.state')).to.contain('no preview');
      expect(textOf(await show(file('{nope', 'a.json')), '.note')).to.contain('no valid JSON');
    });
  });

  describe('of code', () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, n) => `total_${n} = ${n}  # the ${n}th of all that are added up here`,
    );
    const code = file(`"""All about\n${lines.join('\n')}\nhere"""\nprint(1)`, 'long.py');

    it('has its colours where somebody looks, as far away as that may be', async () => {
      const element = await show(code);
      await until(() => tokens(element).some(([kind, text]) => kind === 'string' && text.startsWith('total_1 ')));
      const scroller = find(element, '.scroller');
      scroller.scrollTop = scroller.scrollHeight;
      await until(() => tokens(element).some(([kind, text]) => kind === 'type' && text === 'print'));
      expect(tokens(element).find(([, text]) => text.startsWith('total_29999 '))?.[0]).to.equal('string');
      expect(findAll(element.shadowRoot!, '.line').length).to.be.lessThan(2000);
    });

    it('keeps its passages lit when the colours come', async () => {
      const element = await show(file('one = 1\ntwo = "quoted" + "words"\n', 'a.py'), {
        passages: [{ quote: 'two = "quoted" + "words"' }],
      });
      await until(() => tokens(element).length === 3);
      expect(rangesIn(element, 'assistant-citation-active').join()).to.equal('two = "quoted" + "words"');
    });

    it('goes by the name of the file, and leaves what is no code as it is', async () => {
      const known = await show(file('SELECT 1', 'a.sql'));
      await until(() => tokens(known).length > 0);
      known.remove();
      for (const name of ['a.txt', 'a.php']) {
        const element = await show(file('SELECT 1', name));
        await until(() => findAll(element.shadowRoot!, '.line').length > 0);
        expect(tokens(element), name).to.deep.equal([]);
      }
    });
  });

  it('says why a file cannot be read, and tries again', async () => {
    const url = URL.createObjectURL(file('words', 'a.txt'));
    URL.revokeObjectURL(url);
    const element = await show({ filename: 'a.txt', url });
    expect(textOf(element, '.state')).to.contain('cannot be reached');
    expect(control(element, 'Download').getAttribute('download')).to.equal('a.txt');
    const { fetch } = window;
    window.fetch = async () => new Response('Here it is.');
    try {
      control(element, 'Try again').click();
      await until(() => textOf(element, '.line') === 'Here it is.');
    } finally {
      window.fetch = fetch;
    }
  });

  it('does not begin to read what is too large, nor what would run code', async () => {
    const large = await show({ filename: 'a.csv', url: '/a.csv', bytes: 40_000_000 });
    expect(textOf(large, '.state')).to.contain('larger than 32 MB');
    expect(control(large, 'Download').getAttribute('href')).to.equal('/a.csv');
    // eslint-disable-next-line no-script-url -- the attack itself
    const attack = await show({ filename: 'a.txt', url: 'javascript:alert(1)' });
    expect(findAll(attack.shadowRoot!, 'a')).to.have.length(0);
  });

  it('stops reading when it leaves, and reads on when it is back', async () => {
    const element = new FilePreview();
    element.file = { filename: 'a.txt', url: 'data:text/plain,words' };
    document.body.append(element);
    element.remove();
    await Promise.resolve();
    document.body.append(element);
    await until(() => textOf(element, '.line') === 'words');
  });

  it('shows Markdown as it is meant, with nothing that leads to the page itself', async () => {
    const text = '# Lease\n\nThe *rent* is [900](other.md) euros, [see](https://a.org/). <b onclick="hack()">x</b>\n';
    const element = await show(file(text, 'lease.md'), { passages: [{ quote: 'The *rent* is' }] });
    expect(find(element, 'h1').textContent).to.equal('Lease');
    expect(findAll<HTMLAnchorElement>(element.shadowRoot!, 'a').map(({ href }) => href)).to.deep.equal([
      'https://a.org/',
    ]);
    expect(findAll(element.shadowRoot!, '[onclick]')).to.have.length(0);
    await until(() => rangesIn(element, 'assistant-citation-active').join('') === 'The rent is');
  });

  it('shows JSON as a tree that is filled when it opens, by keyboard', async () => {
    const element = await show(
      file(JSON.stringify({ name: 'Ada', rows: Array.from({ length: 250 }, (_, n) => n) }), 'a.json'),
    );
    const summaries = () => findAll<HTMLElement>(element.shadowRoot!, 'summary');
    expect(summaries().map(({ textContent }) => textContent)).to.deep.equal(['{…} 2 items', 'rows: […] 250 items']);
    for (const [at, name] of [
      [1, '200 – 249 50 items'],
      [4, '249'],
    ] as const) {
      summaries()[at]?.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(element, '.children').includes(name));
    }
    expect(textOf(element, '.leaf')).to.contain('name: "Ada"').and.to.contain('200: 200');
  });

  it('shows a number of JSON with all its digits', async () => {
    const element = await show(file('{"id":12345678901234567890}', 'a.json'));
    expect(textOf(element, '.leaf')).to.equal('id: 12345678901234567890');
  });

  describe('of a picture', () => {
    it('zooms by buttons and keys, and shows the whole of it again', async () => {
      const element = await show(file(drawing, 'a.svg', 'image/svg+xml'));
      await until(() => imageOf(element).getBoundingClientRect().width > 0);
      find(element, '.scroller').focus();
      await sendKeys({ press: '1' });
      await until(() => imageOf(element).getBoundingClientRect().width === 400);
      control(element, 'Zoom in').click();
      await until(() => imageOf(element).getBoundingClientRect().width === 500);
      await sendKeys({ press: '-' });
      await until(() => imageOf(element).getBoundingClientRect().width === 400);
      element.style.inlineSize = '300px';
      await sendKeys({ press: '0' });
      await until(() => imageOf(element).getBoundingClientRect().width === 300);
      expect(textOf(element, 'output')).to.equal('75%');
    });

    it('zooms by the wheel, where the pointer is', async () => {
      const element = await show(file(drawing, 'a.svg', 'image/svg+xml'));
      await until(() => imageOf(element).getBoundingClientRect().width > 0);
      const scroller = find(element, '.scroller');
      const { left, top } = imageOf(element).getBoundingClientRect();
      const before = imageOf(element).getBoundingClientRect().width;
      const wheel = new WheelEvent('wheel', {
        deltaY: -120,
        clientX: left,
        clientY: top,
        bubbles: true,
        cancelable: true,
      });
      scroller.dispatchEvent(wheel);
      expect(wheel.defaultPrevented).to.equal(true);
      await until(() => imageOf(element).getBoundingClientRect().width > before);
    });

    it('runs nothing of a drawing', async () => {
      const element = await show(file(drawing, 'a.svg', 'image/svg+xml'));
      await until(() => imageOf(element).complete);
      expect(imageOf(element).src).to.match(/^blob:/);
      expect('hacked' in window).to.equal(false);
    });

    it('says that it is damaged', async () => {
      const element = await show(file('no picture', 'a.png'));
      await until(() => textOf(element, '.state').includes('damaged'));
    });
  });

  describe('of a PDF', () => {
    const pages = Array.from({ length: 8 }, (_, n) => [
      `Page ${n + 1}.`,
      n === 4 ? 'The rent is 900 euros,' : 'Words.',
      'due in May.',
    ]);

    it('draws pages near the window, with their text above', async () => {
      const element = await show(file(pdf(pages), 'a.pdf'));
      await until(() => textOf(element, '.words').includes('Page 1.'));
      expect(findAll(element.shadowRoot!, '.page').map(({ ariaLabel }) => ariaLabel)[7]).to.equal('Page 8 of 8');
      expect(findAll(element.shadowRoot!, 'canvas').length).to.be.lessThan(6);
    });

    it('opens on the page of a passage, with its words lit', async () => {
      const element = await show(file(pdf(pages), 'a.pdf'), {
        passages: [{ quote: 'The rent is 900 euros, due in May.' }],
      });
      await until(() => isInView(rangesIn(element, 'assistant-citation-active')[0]));
      expect(rangesIn(element, 'assistant-citation-active').join(' ')).to.equal('The rent is 900 euros, due in May.');
      expect(element.dataset['states']).to.equal('whole');
      await until(() => textOf(element, '.status') === 'Page 5 of 8');
    });

    it('says that it is damaged', async () => {
      const element = await show(file('%PDF-1.4 nonsense', 'a.pdf'));
      await until(() => textOf(element, '.state').includes('damaged or locked'));
    });
  });
});

async function show(content: FilePreview['file'], changes: Partial<FilePreview> = {}): Promise<FilePreview> {
  const element = new FilePreview();
  element.style.blockSize = '400px';
  element.addEventListener('passages-placed', ({ states }) => (element.dataset['states'] = states.join(' ')));
  await place(element, { file: content, ...changes });
  await until(() => findAll(element.shadowRoot!, '.view > *, .state:not(:has(.spinner))').length > 0);
  const view = element.shadowRoot!.querySelector<FilePreview>('.view > *');
  await view?.updateComplete;
  return element;
}

function textOf(element: FilePreview, selector: string): string {
  return findAll(element.shadowRoot!, selector)
    .map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim())
    .join(' ');
}

function cells(element: FilePreview, row: number): string[] {
  const shown = findAll(element.shadowRoot!, 'tbody:not([aria-hidden]) tr')[row];
  return [...(shown?.children ?? [])].map(({ textContent }) => textContent?.trim() ?? '');
}

/** What has a colour: its kind, and its text. */
function tokens(element: FilePreview): [kind: string | undefined, text: string][] {
  return findAll(element.shadowRoot!, '[data-token]').map(({ dataset, textContent }) => [
    dataset['token'],
    textContent,
  ]);
}

function sortOf(head: Element): string | null | undefined {
  return head.closest('th')?.getAttribute('aria-sort');
}

function imageOf(element: FilePreview): HTMLImageElement {
  return find<HTMLImageElement>(element, 'img');
}

/** The ranges that are lit within an element, in the order of the document. */
function rangesIn(element: FilePreview, name: string): Range[] {
  const inside = (range: Range) => {
    const root = range.startContainer.getRootNode();
    return root instanceof ShadowRoot && findAll(element.shadowRoot!, '*').includes(root.host as HTMLElement);
  };
  return [...(CSS.highlights.get(name) ?? [])]
    .map((range) => range as Range)
    .filter(inside)
    .sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
}

function isInView(range: Range | undefined): boolean {
  if (!range) return false;
  const { top, bottom, height } = range.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= 500;
}
