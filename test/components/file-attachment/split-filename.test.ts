import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitFilename } from '../../../components/file-attachment/split-filename.ts';

describe('splitFilename', () => {
  it('keeps the extension and what tells versions apart at the end', () => {
    assert.deepEqual(splitFilename('quarterly-report-v3.pdf'), ['quarterly-repor', 't-v3.pdf']);
  });

  it('leaves a short name whole', () => assert.deepEqual(splitFilename('groups.csv'), ['groups.csv', '']));

  it('never cuts a character in two', () => {
    const [head, tail] = splitFilename('😀😀😀😀😀😀😀😀😀😀😀😀😀😀.txt');
    assert.equal(tail, '😀😀😀😀.txt');
    assert.equal(head, '😀'.repeat(10));
  });

  it('loses nothing, whatever the name', () => {
    for (const name of [
      '',
      '.',
      '..',
      'a.b.c.d.e.f.g.h.i.j',
      'x'.repeat(300),
      'sentence with. a dot and words',
      'a/b/c.txt',
    ]) {
      assert.equal(splitFilename(name).join(''), name);
    }
  });
});
