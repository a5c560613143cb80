import { expect } from 'chai';
import { CodeOutput } from '../../../components/code-output/code-output.ts';
import { catchCopied } from '../support/clipboard.ts';
import { clearPage, control, controls, expectAccessible, find, findAll, place, preferScheme } from '../support/page.ts';

const escape = '\u001b';

describe('<code-output>', () => {
  afterEach(clearPage);

  it('shows what a terminal would, and none of what only a terminal reads', async () => {
    const element = await place(new CodeOutput(), {
      text: `${escape}]0;title\u0007 10%\r100%\n${escape}[1;31mfailed${escape}[m: <b>x</b>\n`,
    });
    expect(find(element, '.lines').textContent).to.equal('100%\nfailed: <b>x</b>\n');
    const { fontWeight, color } = getComputedStyle(find(element, '.color'));
    expect(fontWeight).to.equal('700');
    expect(color).to.match(/^oklch\(0\.5 /);
  });

  it('folds what is long to how it begins and how it ends, and unfolds it', async () => {
    const lines = Array.from({ length: 240 }, (_, n) => `line ${n + 1}`);
    const element = await place(new CodeOutput(), { text: lines.join('\n') });
    const folded = [...lines.slice(0, 9), '⋯ 226 lines', ...lines.slice(-5)];
    expect(shownText(element)).to.deep.equal(folded);
    control(element, 'Show all 240 lines').click();
    await element.updateComplete;
    expect(shownText(element)).to.deep.equal(lines);
    control(element, 'Show fewer lines').click();
    await element.updateComplete;
    expect(shownText(element)).to.deep.equal(folded);
  });

  it('leaves a few lines as they are, and folds a line without end', async () => {
    const element = await place(new CodeOutput(), { text: 'line\n'.repeat(16) });
    expect(controls(element, /lines/)).to.deep.equal([]);
    element.text = `${escape}[31m${'x'.repeat(600)}${escape}[32m${'y'.repeat(600)}`;
    await element.updateComplete;
    expect(shownText(element)).to.deep.equal([`${'x'.repeat(600)}${'y'.repeat(400)}…`]);
    control(element, 'Show the whole line').click();
    await element.updateComplete;
    expect(shownText(element)[0]).to.have.length(1200);
  });

  it('copies all of it, without what only a terminal reads', async () => {
    const lines = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`);
    const element = await place(new CodeOutput(), { text: lines.join(`\r\n${escape}[3${lines.length % 8}m`) });
    const copied = catchCopied();
    control(element, 'Copy output').click();
    expect(await copied).to.equal(lines.join('\n'));
  });

  it('reads from left to right, wherever it stands', async () => {
    document.documentElement.dir = 'rtl';
    const element = await place(new CodeOutput(), { text: 'a b' });
    const { direction, textAlign } = getComputedStyle(find(element, '.logs'));
    expect([direction, textAlign]).to.deep.equal(['ltr', 'left']);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`can be read in every colour a program may choose, in ${scheme}`, async () => {
      await preferScheme(scheme);
      const looks = [
        ...Array.from({ length: 256 }, (_, n) => `38;5;${n}`),
        ...Array.from({ length: 256 }, (_, n) => `48;5;${n}`),
        ...Array.from({ length: 16 }, (_, n) => `38;5;${n};48;5;${(n * 7) % 16}`),
        '2;7',
        '31;42;7',
        '38;2;255;255;0',
        '48;2;0;0;255',
      ];
      const text = looks.map((look) => `${escape}[${look}m${look}${escape}[m`).join(' ');
      const element = await place(new CodeOutput(), { text });
      control(element, 'Show the whole line').click();
      await element.updateComplete;
      expect(findAll(element.shadowRoot!, '.color, .ground').length).to.be.greaterThan(520);
      await expectAccessible(element);
      await preferScheme('light');
    });
  }
});

function shownText(element: CodeOutput): string[] {
  return findAll(element.shadowRoot!, '.lines, .gap').flatMap((part) =>
    part.textContent.replace(/\n$/, '').split('\n'),
  );
}
