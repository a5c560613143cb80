import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import { emulateMedia, resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, file, outputFile, page, textPart } from './message-builders.ts';
import { inside, markers, openPreview, render, until } from './rendered-message.ts';

const text =
  'The tower is 330 metres tall ([a.org](https://a.org/)). Take [it](sandbox:/mnt/data/a.csv) or [that](sandbox:/b.csv).';
const message = [
  { type: 'reasoning', text: 'Towers…', state: 'done' },
  textPart(text),
  annotation('330 metres', text, { quote: 'Height: 330 m' }),
  annotation('([a.org](https://a.org/))', text, { source: page('https://a.org/', 'All about towers') }),
  outputFile('a.csv'),
  ...Array.from({ length: 8 }, (_, n) => ({ type: 'source-url', sourceId: `${n}`, url: `https://${n}.org/` })),
] as MessagePart[];

const states: Record<string, () => Promise<AnnotatedMessage>> = {
  empty: () => render([]),
  streaming: () => render([textPart(text.slice(0, 40), 'a', { state: 'streaming' }), annotation('330 metres', text)]),
  finished: () => render(message),
  refused: () => render([textPart('No.', 'a', { providerMetadata: { kit: { refusal: true } } })]),
  'with the preview of a passage': async () => {
    const element = await render(message);
    markers(element)[0]?.click();
    await until(() => openPreview(element));
    return element;
  },
  'with the preview of a long passage': async () => {
    const quote = 'Words that go on and on. '.repeat(100);
    const source = file('a-name-that-does-not-fit-anywhere.pdf', { url: 'https://a.org/' });
    const element = await render([textPart(text), annotation('330 metres', text, { quote, source })]);
    markers(element)[0]?.click();
    await until(() => openPreview(element));
    return element;
  },
};

describe('<annotated-message> accessibility', () => {
  before(() => setViewport({ width: 800, height: 600 }));

  afterEach(async () => {
    document.querySelectorAll('annotated-message').forEach((element) => element.remove());
    await resetMouse();
    await emulateMedia({ colorScheme: 'light' });
    document.documentElement.style.colorScheme = '';
    document.documentElement.dir = '';
  });

  for (const [name, show] of Object.entries(states)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has no fault that can be found by rule when ${name}, ${colorScheme}`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.documentElement.style.background = 'Canvas';
        const element = await show();
        await Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished));
        const { violations } = await axe().run(element, { rules: { region: { enabled: false } } });
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).to.deep.equal(
          [],
        );
      });
    }
  }

  it('mirrors with the direction of the page and keeps the order of the text', async () => {
    document.documentElement.dir = 'rtl';
    const hebrew = 'המגדל הוא 330 מטר.';
    const element = await render([textPart(hebrew), annotation('330 מטר', hebrew)]);
    const paragraph = inside(element).querySelector('p')!;
    const firstLetter = document.createRange();
    firstLetter.setStart(paragraph.firstChild!, 0);
    firstLetter.setEnd(paragraph.firstChild!, 1);
    expect(getComputedStyle(paragraph).direction).to.equal('rtl');
    expect(markers(element)[0]!.getBoundingClientRect().right).to.be.lessThan(firstLetter.getBoundingClientRect().left);
    const number = inside(element).querySelector('.number')!;
    expect(number.getBoundingClientRect().right).to.be.greaterThan(
      number.nextElementSibling!.getBoundingClientRect().left,
    );
  });

  it('moves nothing for a person who wants less motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const element = await render(message);
    await sendKeys({ press: 'Shift' });
    markers(element)[0]?.focus();
    const preview = await until(() => openPreview(element));
    expect(
      getComputedStyle(preview)
        .transitionDuration.split(', ')
        .every((time) => Number.parseFloat(time) === 0),
    ).to.equal(true);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});

function axe(): { run(element: Element, options: object): Promise<AxeResults> } {
  return (window as unknown as { axe: ReturnType<typeof axe> }).axe;
}
