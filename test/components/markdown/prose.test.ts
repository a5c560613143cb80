import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MarkdownDocument } from '../../../components/markdown/document.ts';
import { proseEnd } from '../../../components/markdown/prose.ts';
import { rich } from '../../../components/markdown/rich.ts';
import { documents } from './support/documents.ts';
import { dump } from './support/dump.ts';
import { assistantPieces, Random } from './support/random.ts';

const random = new Random();
const prosePieces = assistantPieces.filter((piece) => proseEnd(piece) === piece.length);

describe('prose', () => {
  it('ends where something begins that is more', () => {
    for (const prose of [
      '# A *b* **c** ~~d~~',
      '- [x] a\n  1. b\n\n> c\n***\n`d` [e](f "g")\n\n[e]: /f',
      'a!',
      '\\*',
      '~~',
    ])
      assert.equal(proseEnd(prose), prose.length, prose);
    for (const more of [
      '|',
      '```',
      '~~~',
      '    a',
      '\ta',
      '$',
      '\\(',
      '\\[',
      '<',
      '&',
      '[^',
      '![',
      '://',
      'www.',
      '@',
      '【',
    ])
      assert.equal(proseEnd(`A b.${more}`), 4, more);
    assert.equal(proseEnd('A sandbox:/b'), 2);
  });

  it('is read without the rest of markdown as with it, and what follows goes on as if that had always been there', async () => {
    const sources = [
      ...documents,
      ...Array.from({ length: Random.count(1500) }, () => {
        return random.markdown(prosePieces, 16) + (random.below(4) === 0 ? '' : random.markdown(assistantPieces, 12));
      }),
    ];
    const begun = sources.map((source) => {
      const prose = source.slice(0, proseEnd(source));
      const document = new MarkdownDocument();
      for (const piece of random.split(prose, 5)) document.append(piece);
      return { source, prose, document, read: dump(document), whole: dump(parse(prose)) };
    });
    assert.equal(rich, undefined);
    await import('../../../components/markdown/index.ts');
    for (const { source, prose, document, read, whole } of begun) {
      const where = `seed ${Random.seed}: ${JSON.stringify(source)}`;
      const fresh = new MarkdownDocument();
      fresh.append(prose);
      assert.equal(read, dump(fresh), where);
      assert.equal(whole, dump(parse(prose)), where);
      for (const piece of random.split(source.slice(prose.length), 5)) document.append(piece);
      document.end();
      assert.equal(dump(document), dump(parse(source)), where);
    }
  });
});

function parse(source: string): MarkdownDocument {
  const document = new MarkdownDocument();
  document.append(source);
  document.end();
  return document;
}
