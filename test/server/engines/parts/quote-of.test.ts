import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimBefore, quoteOf } from '../../../../server/engines/parts/quote-of.ts';

const passage = { fileId: 'file-1', text: 'The notice period is three months.', score: 0.5 };

test('a short passage is quoted whole, with its place where it is known', () => {
  assert.deepEqual(quoteOf([passage], 'file-1', 'three months'), { quote: passage.text });
  const placed = quoteOf([{ ...passage, start: 100 }], 'file-1', 'three months');
  assert.deepEqual(placed, { quote: passage.text, quoteStart: 100, quoteEnd: 100 + passage.text.length });
});

test('of several passages of the file the one that speaks of the claim is quoted, else the best found', () => {
  const other = { fileId: 'file-1', text: 'Parking is free on Sundays.', score: 0.9 };
  assert.equal(quoteOf([other, passage], 'file-1', 'The notice period: three months')?.quote, passage.text);
  assert.equal(quoteOf([passage, other], 'file-1', 'xyz')?.quote, other.text);
});

test('passages of other files are never quoted', () => {
  assert.equal(quoteOf([passage], 'file-2', 'three months'), undefined);
});

test('of a long passage the sentences that matter are quoted, and the quote is an exact piece of it', () => {
  const filler = 'Nothing of interest is said here at all, sentence after sentence. '.repeat(12);
  const text = `${filler}The warranty ends after 24 months. It starts with delivery. ${filler}`;
  const found = quoteOf([{ fileId: 'f', text, score: 1, start: 1000 }], 'f', 'The warranty ends after 24 months');
  assert.ok(found);
  assert.ok(found.quote.startsWith('The warranty ends after 24 months.'));
  assert.ok(found.quote.length <= 480);
  assert.equal(text.slice((found.quoteStart ?? 0) - 1000, (found.quoteEnd ?? 0) - 1000), found.quote);
});

test('a claim is the sentence that ends at the citation', () => {
  const text = 'First one. The second is it. Third.';
  assert.equal(claimBefore(text, text.indexOf(' Third')).trim(), 'The second is it.');
  assert.equal(claimBefore('Only one', 8).trim(), 'Only one');
});
