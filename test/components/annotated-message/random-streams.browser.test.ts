import { expect } from 'chai';
import { colorCode } from '../../../components/code-colors/color-code.ts';
import { drawFormula } from '../../../components/formulas/draw-formula.ts';
import type { Annotation, Chunk } from '../../../protocol/index.ts';
import { documents } from '../markdown/support/documents.ts';
import { assistantPieces, Random } from '../markdown/support/random.ts';
import { file } from './message-builders.ts';
import { render } from './rendered-message.ts';
import { messageOf, shown, stream } from './stream-message.ts';

const random = new Random();

describe('<annotated-message> with random streams', () => {
  // What is loaded when it is needed first would come between one drawing and the next.
  before(() => Promise.all([drawFormula('x', false), colorCode('python'), colorCode('js')]));

  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  const texts = [
    ...documents,
    ...Array.from({ length: Random.count(150) }, () => random.markdown(assistantPieces, 40)),
    ...Array.from({ length: Random.count(50) }, () => random.pick(documents) + random.markdown(assistantPieces, 40)),
  ];
  for (const [n, text] of texts.entries()) {
    it(`ends in the same nodes, light and markers as the whole, whatever the pieces and the order (${n})`, async () => {
      const annotations = Array.from({ length: 1 + random.below(5) }, (_, index) => randomAnnotation(text, index));
      const deltas = random.split(text, 30).map((delta): Chunk => ({ type: 'text-delta', id: 't', delta }));
      const start: Chunk = { type: 'text-start', id: 't', providerMetadata: { kit: { textId: 't' } } };
      const end: Chunk = { type: 'text-end', id: 't' };
      const order: Chunk[] = [start, ...deltas, end];
      // Before their text, in the midst of it, or after its end; and some of them twice.
      for (const annotation of [...annotations, ...annotations.slice(3)]) {
        order.splice(random.below(order.length + 1), 0, annotation);
      }
      const whole = await render(messageOf([start, { type: 'text-delta', id: 't', delta: text }, end, ...annotations]));
      const wanted = shown(whole);
      const streamed = await stream(order);
      expect(shown(streamed), JSON.stringify(order)).to.deep.equal(wanted);
    });
  }
});

/** Any words, or a point; sometimes with offsets that its marker contradicts. */
function randomAnnotation(text: string, index: number): Chunk {
  const start = random.below(text.length);
  const end = Math.min(text.length, start + (random.below(4) === 0 ? 0 : 1 + random.below(30)));
  const shift = random.below(5) === 0 ? random.below(3) : 0;
  const data: Annotation = {
    textId: 't',
    start: start + shift,
    end: end + shift,
    ...(start < end ? { marker: text.slice(start, end) } : {}),
    kind: 'file_citation',
    source: file(random.pick(['a.txt', 'b.pdf', 'c.csv'])),
  };
  return { type: 'data-annotation', id: `t#${index}`, data };
}
