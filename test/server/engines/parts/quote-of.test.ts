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

test('what a claim quotes word for word is quoted alone, wherever it was found, white space aside', () => {
  const text = 'Storage\nThe pump is stored\n  dry (below 15 °C). It is light.';
  const other = { fileId: 'f', text: 'The pump, the pump stored dry, and stored below 15 °C.', score: 1 };
  for (const claim of [
    '**a.pdf** says: “The pump is stored dry (below 15 °C)',
    'It "must" be cool: "The pump is stored dry (below 15 °C)." ',
    'Stored cool – “The pump is stored dry (below 15 °C). It is light.”',
  ]) {
    const end = claim.includes('light') ? text.length : text.indexOf(' It');
    assert.deepEqual(quoteOf([other, { fileId: 'f', text, score: 0, start: 100 }], 'f', claim), {
      quote: text.slice(8, end),
      quoteStart: 108,
      quoteEnd: 100 + end,
    });
  }
  assert.equal(quoteOf([{ fileId: 'f', text, score: 0 }], 'f', '“The pump is stored wet and warm”')?.quote, text);
});

test('a claim is the sentence that ends at the citation', () => {
  const text = 'First one. The second is it. Third.';
  assert.equal(claimBefore(text, text.indexOf(' Third')).trim(), 'The second is it.');
  assert.equal(claimBefore('Only one', 8).trim(), 'Only one');
  const quoted = 'It says: “One thing. And another.” So. “Short.”';
  assert.equal(claimBefore(quoted, quoted.indexOf(' So')), '“One thing. And another.”');
  assert.equal(claimBefore(quoted, quoted.length).trim(), '“Short.”');
});
