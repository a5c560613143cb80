import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '../../../../components/file-preview/text/line-index.ts';

describe('The lines of a text', () => {
  it('are numbered from 1, with or without an end after the last', () => {
    for (const text of ['a\n\nb', 'a\n\nb\n']) {
      const index = new LineIndex(text);
      assert.equal(index.lines, 3);
      assert.deepEqual(index.pieces(0), [
        { number: 1, start: 0, text: 'a' },
        { number: 2, start: 2, text: '' },
        { number: 3, start: 3, text: 'b' },
      ]);
    }
  });

  it('come in groups that know how many they hold', () => {
    const index = new LineIndex('line\n'.repeat(450));
    assert.equal(index.groups, 3);
    assert.deepEqual([index.linesIn(0), index.linesIn(1), index.linesIn(2)], [200, 200, 50]);
    assert.equal(index.pieces(2)[0]?.number, 401);
    assert.deepEqual([index.groupAt(0), index.groupAt(999), index.groupAt(1000), index.groupAt(9999)], [0, 0, 1, 2]);
  });

  it('are divided where they are very long, never within a character', () => {
    const text = `${'x'.repeat(1999)}😀${'y'.repeat(3000)}\nz`;
    const pieces = new LineIndex(text).pieces(0);
    assert.equal(pieces.map((piece) => piece.text).join(''), text.replace('\n', ''));
    assert.ok(pieces.every((piece) => !/\p{Surrogate}/u.test(piece.text)));
    assert.deepEqual(
      pieces.map(({ number }) => number),
      [1, undefined, undefined, 2],
    );
  });

  it('are all there, each once, in any text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '😀', 'x'.repeat(900)), maxLength: 400 });
    fc.assert(
      fc.property(text, (content) => {
        const index = new LineIndex(content);
        const pieces = Array.from({ length: index.groups }, (_, group) => index.pieces(group)).flat();
        for (const { start, text: words } of pieces) assert.equal(content.slice(start, start + words.length), words);
        assert.equal(pieces.map((piece) => piece.text).join(''), content.replaceAll('\n', ''));
        for (const [group, { length }] of Array.from({ length: index.groups }, (_, n) => [n, index.pieces(n)] as const))
          assert.ok(length >= index.linesIn(group));
      }),
    );
  });
});
