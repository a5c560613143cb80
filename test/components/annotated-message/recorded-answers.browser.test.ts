import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { isAnnotationPart, isTextPart, textIdOf, type Annotation, type UIMessage } from '../../../protocol/index.ts';
import type { RecordedAnswers } from '../../server/support/serve-recordings.ts';
import { Random } from '../markdown/support/random.ts';
import { inside, passages, readableText, render } from './rendered-message.ts';
import { messageOf, recut, shown, stream } from './stream-message.ts';

const recorded = (await (await fetch('/recorded-answers.json')).json()) as RecordedAnswers;
const random = new Random();

describe('<annotated-message> with answers of a real service', () => {
  afterEach(() => document.querySelectorAll('annotated-message').forEach((element) => element.remove()));

  if (recorded.missing) {
    it.skip(`is not tested: ${recorded.missing}`, () => undefined);
    return;
  }

  it('has some that cite in every way', () => {
    const kinds = recorded.answers.flatMap(({ chunks }) => annotationsOf(messageOf(chunks)).map(({ kind }) => kind));
    expect([...new Set(kinds)]).to.have.members(['url_citation', 'file_citation', 'container_file_citation']);
    expect(kinds.length).to.be.above(15);
  });

  for (const { name, chunks } of recorded.answers) {
    const message = messageOf(chunks);
    if (!message.parts.some(isTextPart)) continue;

    it(`lights the very words of each citation, however it comes: ${name}`, async () => {
      const whole = await render(message);
      expectCitations(whole, message);
      const wanted = shown(whole);
      for (const pieces of [recut(chunks, (text) => text.split('')), recut(chunks, (text) => random.split(text, 40))]) {
        const element = await stream(pieces);
        expectCitations(element, message);
        expect(shown(element)).to.deep.equal(wanted);
      }
    });
  }
});

function annotationsOf({ parts }: UIMessage): Annotation[] {
  return parts.filter(isAnnotationPart).map(({ data }) => data);
}

/** Every annotation shows as what it names: a link to its file, or light on its words in the place where they stand. */
function expectCitations(element: AnnotatedMessage, message: UIMessage): void {
  const cited: string[] = [];
  const places: string[] = [];
  for (const { textId, start, end, source } of annotationsOf(message)) {
    const text = message.parts.filter(isTextPart).find((part) => textIdOf(part) === textId)?.text ?? '';
    const words = text.slice(start, end);
    if (words.startsWith('sandbox:') && source.type === 'file') {
      const [, label] = /\[([^\]]*)\]\($/.exec(text.slice(0, start)) ?? [];
      const link = [...inside(element).querySelectorAll<HTMLAnchorElement>('a.file')].find(
        ({ textContent }) => textContent === label,
      );
      expect(link?.title).to.equal(source.filename);
      continue;
    }
    // A point is the end of its sentence, on either side of the full stop.
    const from = start === end ? 1 + Math.max(...[...'.!?\n'].map((sign) => text.lastIndexOf(sign, start - 1))) : start;
    const to = start === end ? end + Number(text[end] === '.') : end;
    cited.push(visible(text.slice(from, to)).trim());
    places.push(lettersBefore(visible(text.slice(0, from))));
  }
  expect(passages(element)).to.deep.equal(cited);
  expect(litPlaces(element)).to.deep.equal(places);
  expect(inside(element).querySelectorAll('[part="marker"]')).to.have.length(cited.length);
  expect(readableText(element)).not.to.match(/sandbox:|【/);
}

/** What shows of markdown as these answers write it; good enough to find words by, and nothing of the engine under test. */
function visible(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');
}

/** The letters that stand in a text before each passage in light. */
function litPlaces(element: AnnotatedMessage): string[] {
  const ranges = [...(CSS.highlights.get('assistant-citation') ?? [])].map((range) => range as Range);
  const starts = ranges.toSorted((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
  const places: string[] = [];
  let endOfLast: string | null = null;
  for (const range of starts) {
    const before = document.createRange();
    before.setStart(range.startContainer.parentElement?.closest('.text') ?? element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const copy = before.cloneContents();
    copy.querySelectorAll('button').forEach((control) => control.remove());
    const words = copy.textContent ?? '';
    // The ranges of one passage touch.
    if (words !== endOfLast) places.push(lettersBefore(words));
    endOfLast = words + String(range);
  }
  return places;
}

function lettersBefore(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').slice(-40);
}
