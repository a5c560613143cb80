import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanOf, type RawAnnotation } from '../../../../server/engines/parts/span-of.ts';

const astral = '😀😀 ';

function covered(annotation: RawAnnotation, text: string): string | undefined {
  const span = spanOf(annotation, text, true);
  return typeof span === 'object' ? text.slice(span.start, span.end) : undefined;
}

/** Offsets in code points and in UTF-16 code units of the same words. */
function offsets(text: string, words: string): [start_index: number, end_index: number][] {
  const start = text.indexOf(words);
  const points = Array.from(text.slice(0, start)).length;
  return [
    [points, points + [...words].length],
    [start, start + words.length],
  ];
}

test('a URL citation covers the words as the model wrote them, in whichever unit the service counts', () => {
  const link = '([example.org](https://example.org/a))';
  const text = `${astral}Fact ${link} and more 😀.`;
  for (const [start_index, end_index] of offsets(text, link)) {
    assert.equal(covered({ type: 'url_citation', url: 'https://example.org/a', start_index, end_index }, text), link);
  }
});

test('a container file covers the target of its link, in whichever unit the service counts', () => {
  const target = 'sandbox:/mnt/data/mean.csv';
  const text = `${astral}Here: [Download](${target}) 😀`;
  for (const [start_index, end_index] of offsets(text, target)) {
    const annotation = { type: 'container_file_citation', filename: 'mean.csv', start_index, end_index };
    assert.equal(covered(annotation, text), target);
  }
});

test('a container file with wrong offsets is found by its name, or has no place at all', () => {
  const text = 'See [a](sandbox:/mnt/data/a%20b.csv) and [c](sandbox:/mnt/data/c.csv).';
  const annotation = { type: 'container_file_citation', start_index: 3, end_index: 9 };
  assert.equal(covered({ ...annotation, filename: 'a b.csv' }, text), 'sandbox:/mnt/data/a%20b.csv');
  assert.equal(covered({ ...annotation, filename: 'other.csv' }, text), undefined);
});

test('[0, 0] and missing offsets are no place', () => {
  const none = [
    { start_index: 0, end_index: 0 },
    {},
    { start_index: 5, end_index: 2 },
    { start_index: -1, end_index: 3 },
  ];
  for (const range of none) {
    assert.equal(
      spanOf({ type: 'container_file_citation', filename: 'cfile_1.png', ...range }, 'Some text.', true),
      undefined,
    );
    assert.equal(spanOf({ type: 'url_citation', url: 'https://x.test', ...range }, 'Some text.', true), undefined);
  }
  assert.equal(spanOf({ type: 'file_citation', file_id: 'file-1' }, 'Some text.', true), undefined);
  assert.equal(spanOf({ type: 'something_new', start_index: 1, end_index: 2 }, 'Some text.', true), undefined);
});

test('a file citation is a point before the full stop, in whichever unit the service counts', () => {
  const text = `${astral}The period is three months. More`;
  const at = text.indexOf('. More');
  const points = Array.from(text.slice(0, at)).length;
  for (const index of [points, at]) {
    assert.deepEqual(spanOf({ type: 'file_citation', index }, text, true), { start: at, end: at });
  }
});

test('a point behind the text becomes its end, once the text is complete', () => {
  assert.equal(spanOf({ type: 'file_citation', index: 50 }, 'Short', false), 'later');
  assert.deepEqual(spanOf({ type: 'file_citation', index: 50 }, 'Short', true), { start: 5, end: 5 });
});

test('file paths take the links into the sandbox, in their order, and the end where there is none', () => {
  const text = 'Files: [a](sandbox:/mnt/data/a.txt), [b](sandbox:/mnt/data/b.txt)';
  const spans = [0, 1, 2].map((ordinal) => spanOf({ type: 'file_path', file_id: 'file-1' }, text, true, ordinal));
  assert.deepEqual(
    spans.map((span) => (typeof span === 'object' ? text.slice(span.start, span.end) : span)),
    ['sandbox:/mnt/data/a.txt', 'sandbox:/mnt/data/b.txt', ''],
  );
  assert.equal(spanOf({ type: 'file_path', file_id: 'file-1' }, 'nothing yet', false), 'later');
});

test('a range that has not been written yet waits', () => {
  const annotation = { type: 'url_citation', url: 'https://x.test', start_index: 4, end_index: 30 };
  assert.equal(spanOf(annotation, 'Only the', false), 'later');
  assert.equal(spanOf(annotation, 'Only the', true), undefined);
});
