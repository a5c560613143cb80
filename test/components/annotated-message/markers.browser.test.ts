import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { AssistantCitationOpenEvent } from '../../../components/events.ts';
import { annotation, file, page, textPart } from './message-builders.ts';
import { grow, inside, markers, middleOf, openPreview, passages, render, until } from './rendered-message.ts';

const text = 'The tower is 330 metres tall. It was built in 1889 for the fair.';
const pdf = file('report.pdf', { url: 'https://files.example/report.pdf' });
const parts = [
  textPart(text),
  annotation('330 metres', text, { id: 'a#1', source: pdf, quote: 'Height: 330 m' }),
  annotation('1889', text, { id: 'a#2', source: page('https://a.org/', 'All about towers') }),
  annotation('fair', text, { id: 'a#3', source: pdf, quote: 'A fair in Paris' }),
];

describe('<annotated-message> markers', () => {
  let element: AnnotatedMessage;

  beforeEach(async () => {
    element = await render(parts);
  });

  afterEach(async () => {
    element.remove();
    await resetMouse();
  });

  it('are buttons in reading order that show a number and say a name', () => {
    expect(markers(element).map((marker) => [marker.localName, marker.textContent, marker.ariaLabel])).to.deep.equal([
      ['button', '1', 'source 1, report.pdf'],
      ['button', '2', 'source 2, All about towers'],
      ['button', '1', 'source 1, report.pdf'],
    ]);
  });

  it('say the words of the page', async () => {
    element.strings = { citation: (number, name) => `Quelle ${number}: ${name}` };
    await element.updateComplete;
    expect(markers(element)[0]?.ariaLabel).to.equal('Quelle 1: report.pdf');
  });

  it('never begin a line', () => {
    for (let width = 120; width < 600; width += 7) {
      element.style.inlineSize = `${width}px`;
      for (const marker of markers(element)) {
        const word = marker.parentElement?.previousSibling as Text;
        const range = document.createRange();
        range.setStart(word, word.length - 1);
        range.setEnd(word, word.length);
        const gap = marker.getBoundingClientRect().left - range.getBoundingClientRect().right;
        expect(gap, `${marker.ariaLabel} at ${width}px`).to.be.within(0, 10);
      }
    }
  });

  describe('with a pointer', () => {
    it('preview name and passage while it rests there, and light that passage alone', async () => {
      await sendMouse({ type: 'move', position: await middleOf(markers(element)[2]!) });
      const preview = await until(() => openPreview(element));
      expect(preview.textContent)
        .to.contain('report.pdf')
        .and.to.contain('A fair in Paris')
        .and.not.to.contain('330 m');
      expect(passages(element, 'assistant-citation-active')).to.deep.equal(['fair']);
      await sendMouse({ type: 'move', position: [0, 0] });
      await until(() => !openPreview(element));
      expect(passages(element, 'assistant-citation-active')).to.deep.equal([]);
    });

    it('keep the preview open while the pointer goes into it', async () => {
      await sendMouse({ type: 'move', position: await middleOf(markers(element)[0]!) });
      const preview = await until(() => openPreview(element));
      await sendMouse({ type: 'move', position: await middleOf(preview.querySelector('blockquote')!) });
      await new Promise((resolve) => preview.addEventListener('pointermove', resolve, { once: true }) ?? resolve(0));
      expect(openPreview(element) === preview).to.equal(true);
    });

    it('keep the preview open after a click, until the next one elsewhere', async () => {
      const [marker] = markers(element);
      await sendMouse({ type: 'click', position: await middleOf(marker!) });
      await until(() => openPreview(element));
      await sendMouse({ type: 'move', position: [0, 0] });
      expect(marker?.getAttribute('aria-expanded')).to.equal('true');
      await sendMouse({ type: 'click', position: [1, 1] });
      await until(() => !openPreview(element));
      expect(marker?.getAttribute('aria-expanded')).to.equal('false');
    });

    it('close it on a second click', async () => {
      const position = await middleOf(markers(element)[0]!);
      await sendMouse({ type: 'click', position });
      await until(() => openPreview(element));
      await sendMouse({ type: 'click', position });
      await until(() => !openPreview(element));
    });
  });

  describe('by key', () => {
    it('preview when the focus comes, let it go on into the preview, and close when it leaves', async () => {
      await focusFirstMarker(element);
      const preview = await until(() => openPreview(element));
      expect(preview.textContent).to.contain('Height: 330 m');
      await sendKeys({ press: 'Tab' });
      expect(preview.contains(focused(element))).to.equal(true);
      await sendKeys({ press: 'Tab' });
      expect(focused(element) === preview.querySelector('a')).to.equal(true);
      await sendKeys({ press: 'Tab' });
      expect(focusedMarker(element)).to.equal(1);
      expect((await until(() => openPreview(element))).textContent).to.contain('All about towers');
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
      await until(() => !openPreview(element));
    });

    it('open with Enter and put the focus on the way to the source; Escape closes and brings it back', async () => {
      await focusFirstMarker(element);
      await sendKeys({ press: 'Enter' });
      const link = await until(() => openPreview(element)?.querySelector<HTMLElement>('a[href]'));
      await until(() => focused(element) === link);
      expect(link.ariaLabel).to.equal('Open report.pdf');
      await sendKeys({ press: 'Escape' });
      expect(openPreview(element) === null).to.equal(true);
      expect(focusedMarker(element)).to.equal(0);
    });

    it('close with Escape wherever the focus is, and nothing else does with that Escape', async () => {
      const outer = document.createElement('dialog');
      element.replaceWith(outer);
      outer.append(element);
      outer.showModal();
      const escapes: string[] = [];
      outer.addEventListener('keydown', ({ key }) => escapes.push(key));
      await sendMouse({ type: 'move', position: await middleOf(markers(element)[0]!) });
      await until(() => openPreview(element));
      await sendKeys({ press: 'Escape' });
      expect([openPreview(element) === null, outer.open, escapes.length]).to.deep.equal([true, true, 0]);
      await sendKeys({ press: 'Escape' });
      expect(outer.open).to.equal(false);
      outer.remove();
    });

    it('are walked through with n and p, round and round', async () => {
      await focusFirstMarker(element);
      for (const [key, marker] of [
        ['n', 1],
        ['n', 2],
        ['n', 0],
        ['p', 2],
        ['p', 1],
      ] as const) {
        await sendKeys({ press: key });
        expect(focusedMarker(element)).to.equal(marker);
        await until(() => markers(element)[marker]?.getAttribute('aria-expanded') === 'true');
      }
      expect(openPreview(element)?.textContent).to.contain('All about towers');
    });

    it('are walked through from inside a preview, and from the sources', async () => {
      await focusFirstMarker(element);
      await sendKeys({ press: 'Enter' });
      await until(() => focused(element)?.closest('[popover]'));
      await sendKeys({ press: 'n' });
      expect(focusedMarker(element)).to.equal(1);
      inside(element).querySelector<HTMLElement>('[part="sources"] a')?.focus();
      await sendKeys({ press: 'p' });
      expect(focusedMarker(element)).to.equal(2);
    });

    it('leave n and p to a page’s shortcuts and to text fields', async () => {
      await focusFirstMarker(element);
      await sendKeys({ down: 'Control' });
      await sendKeys({ press: 'n' });
      await sendKeys({ up: 'Control' });
      expect(focusedMarker(element)).to.equal(0);
      const field = document.createElement('input');
      field.slot = 'actions';
      element.append(field);
      field.focus();
      await sendKeys({ type: 'np' });
      expect(field.value).to.equal('np');
    });
  });

  describe('and their preview', () => {
    it('survive growth: the button keeps its focus, the preview stays and follows the citation', async () => {
      const half = textPart(text.slice(0, 40), 'a', { state: 'streaming' });
      await grow(element, half, parts[1]!);
      await focusFirstMarker(element);
      const marker = markers(element)[0];
      const preview = await until(() => openPreview(element));
      for (let length = 41; length <= text.length; length++) {
        await grow(element, textPart(text.slice(0, length), 'a', { state: 'streaming' }), parts[1]!);
        expect(focusedMarker(element)).to.equal(0);
        expect(openPreview(element) === preview).to.equal(true);
      }
      await grow(element, textPart(text), annotation('330 metres', text, { id: 'a#1', source: pdf, quote: 'Better' }));
      expect(openPreview(element)?.textContent).to.contain('Better');
      expect(markers(element)[0] === marker).to.equal(true);
    });

    it('close when the citation is no more', async () => {
      await focusFirstMarker(element);
      await until(() => openPreview(element));
      await grow(element, textPart(text));
      expect(openPreview(element) === null).to.equal(true);
      const escape = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, bubbles: true });
      expect(document.body.dispatchEvent(escape)).to.equal(true);
    });

    it('stay within a small viewport', async () => {
      await setViewport({ width: 320, height: 300 });
      element.style.paddingBlockStart = '200px';
      for (const marker of markers(element)) {
        marker.focus();
        await until(() => marker.getAttribute('aria-expanded') === 'true' && openPreview(element));
        const { left, right, top, bottom } = openPreview(element)!.getBoundingClientRect();
        expect(left).to.be.at.least(0);
        expect(top).to.be.at.least(0);
        expect(right).to.be.at.most(320);
        expect(bottom).to.be.at.most(300);
      }
      await setViewport({ width: 800, height: 600 });
    });

    it('stay within it also where the browser knows no anchor positioning', async () => {
      const { supports } = CSS;
      CSS.supports = (property: string) => !property.startsWith('position-area') && supports.call(CSS, property);
      await setViewport({ width: 320, height: 300 });
      for (const marker of markers(element)) {
        marker.focus();
        const preview = await until(() =>
          marker.getAttribute('aria-expanded') === 'true' ? openPreview(element) : null,
        );
        expect(preview.style.left).to.match(/px$/);
        const { left, right, top, bottom } = preview.getBoundingClientRect();
        expect([left >= 0, top >= 0, right <= 320, bottom <= 300]).to.deep.equal([true, true, true, true]);
      }
      CSS.supports = supports;
      await setViewport({ width: 800, height: 600 });
    });

    it('tell the page which source a person opens, and leave it to a page that cancels', async () => {
      const opened: AssistantCitationOpenEvent[] = [];
      document.body.addEventListener(
        'assistant-citation-open',
        (event) => {
          opened.push(event);
          event.preventDefault();
        },
        { once: true },
      );
      await focusFirstMarker(element);
      await sendKeys({ press: 'Enter' });
      const link = await until(() => openPreview(element)?.querySelector<HTMLAnchorElement>('a[href]'));
      const clicked = new Promise<MouseEvent>((resolve) =>
        inside(element).addEventListener('click', resolve as never, { once: true }),
      );
      await until(() => focused(element) === link);
      await sendKeys({ press: 'Enter' });
      expect((await clicked).defaultPrevented).to.equal(true);
      expect(opened[0]?.source).to.deep.equal(pdf);
      expect(opened[0]?.annotation?.quote).to.equal('Height: 330 m');
      expect(opened[0]?.message).to.equal(element.message);
      expect([link.href, link.target, link.rel]).to.deep.equal([
        'https://files.example/report.pdf',
        '_blank',
        'noopener noreferrer',
      ]);
    });

    it('offer no way to an address that would run code', async () => {
      await render([textPart(text), annotation('fair', text, { source: page('javascript:alert(1)', 'Evil') })]);
      const other = document.querySelector('annotated-message')!;
      markers(other)[0]?.click();
      const preview = await until(() => openPreview(other));
      expect(preview.querySelector('a') === null).to.equal(true);
      expect(inside(other).querySelector('[part="sources"] a') === null).to.equal(true);
    });
  });
});

async function focusFirstMarker(element: AnnotatedMessage): Promise<void> {
  await sendKeys({ press: 'Shift' });
  markers(element)[0]?.focus();
}

/** Comparing nodes themselves would print half the document where they differ. */
function focusedMarker(element: AnnotatedMessage): number {
  return markers(element).findIndex((marker) => marker === focused(element));
}

function focused(element: AnnotatedMessage): Element | null {
  return inside(element).activeElement;
}
