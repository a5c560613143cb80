import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findInPages } from '../../../../components/file-preview/pdf/find-in-pages.ts';
import { itemsBetween, pageText } from '../../../../components/file-preview/pdf/page-text.ts';

describe('A passage of a PDF', () => {
  const pages = ['The lease begins in May.', 'The rent is due', 'on the first day of each month.'];

  it('is found on its page', () => {
    assert.deepEqual(findInPages(pages, { quote: 'begins in May' }), {
      isWhole: true,
      places: [{ page: 0, start: 10, end: 23 }],
    });
  });

  it('is found across pages', () => {
    assert.deepEqual(findInPages(pages, { quote: 'rent is due on the first day' })?.places, [
      { page: 1, start: 4, end: 15 },
      { page: 2, start: 0, end: 16 },
    ]);
  });

  it('is not found where it is not', () => {
    assert.equal(findInPages(pages, { quote: 'The deposit is three months of rent' }), null);
    assert.equal(findInPages([], { quote: 'a' }), null);
  });

  it('is told in the pieces that a page is drawn of', () => {
    const text = pageText([
      { str: 'The rent', hasEOL: true },
      { str: '', hasEOL: false },
      { str: 'is due', hasEOL: false },
    ]);
    assert.equal(text.text, 'The rent\nis due');
    assert.deepEqual(itemsBetween(text, 4, 11), [
      { item: 0, start: 4, end: 9 },
      { item: 2, start: 0, end: 2 },
    ]);
  });
});
