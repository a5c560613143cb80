import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CitationMarks, withMarks, type Citation } from '../../../server/engines/responses/stateless/citation-marks.ts';

interface Read {
  text: string;
  citations: Citation[];
}

function read(pieces: readonly string[], known = [1, 2, 3]): Read {
  const marks = new CitationMarks((passage) => known.includes(passage));
  const taken = [...pieces.map((piece) => marks.push(piece)), marks.end()];
  return { text: taken.map(({ text }) => text).join(''), citations: taken.flatMap(({ citations }) => citations) };
}

const cases: [given: string, text: string, ...citations: [index: number, passage: number][]][] = [
  ['It is three months 【1†source】. And more.', 'It is three months. And more.', [18, 1]],
  ['It is three months.【2†source】【3†source】', 'It is three months.', [19, 2], [19, 3]],
  ['Both 【1, 3†source】', 'Both', [4, 1], [4, 3]],
  ['Short 【2】.', 'Short.', [5, 2]],
  ['Odd 【2:0†a.pdf】 [1†terms.md].', 'Odd.', [3, 2], [3, 1]],
  ['🦊 fox 【1†source】!', '🦊 fox!', [6, 1]],
  ['Made up 【9†source】.', 'Made up.'],
  ['標題【重要】と【9】', '標題【重要】と【9】'],
  ['A [link](https://a.test) [1] and [ ] x[0]', 'A [link](https://a.test) [1] and [ ] x[0]'],
  ['Unclosed 【1†source', 'Unclosed 【1†source'],
  ['Spaces at the end  ', 'Spaces at the end  '],
  [`Long 【1†${'x'.repeat(60)}】`, `Long 【1†${'x'.repeat(60)}】`],
];

test('marks go out of the text, and what they stood for is known to the letter', () => {
  for (const [given, text, ...citations] of cases) {
    const expected = { text, citations: citations.map(([index, passage]) => ({ index, passage })) };
    assert.deepEqual(read([given]), expected, given);
  }
});

test('it makes no difference how the text comes in', () => {
  for (const [given] of cases) {
    const whole = read([given]);
    assert.deepEqual(read([...given]), whole, given);
    for (let at = 0; at <= given.length; at++) {
      assert.deepEqual(read([given.slice(0, at), given.slice(at)]), whole, `${given} at ${at}`);
    }
  }
});

test('what cannot become a mark is not held back, and never much of it', () => {
  const marks = new CitationMarks(() => true);
  assert.equal(marks.push('a 【重').text, 'a 【重');
  assert.equal(marks.push(' [x').text, ' [x');
  const { text } = marks.push(` 【1†${'y'.repeat(60)}`);
  assert.ok(text.length > 20);
});

test('a text with its marks again is read the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '.', '🦊', '\n', 'é'), maxLength: 12 }),
      fc.array(fc.record({ index: fc.nat(14), passage: fc.integer({ min: 1, max: 3 }) }), { maxLength: 4 }),
      (text, given) => {
        const citations = given
          .map(({ index, passage }) => ({ index: Math.min(index, text.length), passage }))
          .sort((a, b) => a.index - b.index);
        assert.deepEqual(read([withMarks(text, citations)]), { text, citations });
      },
    ),
  );
});
