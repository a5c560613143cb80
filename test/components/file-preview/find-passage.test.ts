import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findPassage } from '../../../components/file-preview/find-passage.ts';

const text = 'The rent is 900 euros.\n\nIt is due on the first\nday of each month. The rent is 900 euros.';

describe('A passage', () => {
  it('is found where it is said to be', () => {
    const start = text.lastIndexOf('The rent');
    assert.deepEqual(findPassage(text, { quote: 'The rent is 900 euros.', start, end: start + 22 }), {
      start,
      end: start + 22,
      isWhole: true,
    });
  });

  it('is found letter by letter, of several places at the nearest', () => {
    const quote = 'The rent is 900 euros.';
    assert.equal(findPassage(text, { quote })?.start, 0);
    assert.equal(findPassage(text, { quote, start: 60, end: 61 })?.start, text.lastIndexOf(quote));
    assert.equal(findPassage(text, { quote, start: 9, end: 10 })?.start, 0);
    assert.equal(findPassage(text, { quote, start: 9_999, end: 10_000 })?.start, text.lastIndexOf(quote));
  });

  it('is found with white space, hyphens at line ends, soft hyphens and case aside', () => {
    for (const [source, quote] of [
      [text, 'it is due on the first day of each month.'],
      ['The depart-\nment pays.', 'The department pays.'],
      ['The depart\u00admentpays.', 'department pays'],
      ['a  (b)\tc*', 'A (b) C*'],
    ] as const) {
      assert.equal(findPassage(source, { quote })?.isWhole, true, quote);
    }
  });

  it('is found in part, and said to be, where only a part is there', () => {
    const found = findPassage(text, { quote: 'Nota bene: It is due on the first day of each month, always' });
    assert.ok(found);
    assert.equal(text.slice(found.start, found.end).replace(/\s+/g, ' '), 'It is due on the first day of each month');
    assert.equal(found.isWhole, false);
  });

  it('is found in part in scripts without spaces', () => {
    const source = '租金为九百欧元，每月第一天支付。';
    const found = findPassage(source, { quote: '注意租金为九百欧元，每月' });
    assert.equal(found && source.slice(found.start, found.end), '租金为九百欧元，每月');
  });

  it('is not found where nothing but a few words of it are there', () => {
    assert.equal(
      findPassage(text, { quote: 'The rent is too high for anybody who lives around here these days.' }),
      null,
    );
    assert.equal(findPassage(text, { quote: '  ' }), null);
    assert.equal(findPassage('', { quote: 'a' }), null);
  });

  it('holds whatever stands in patterns', () => {
    const quote = String.raw`a+b (c|d) [e] {2} ^$ \d . * ? / -`;
    assert.equal(findPassage(`x ${quote.replaceAll(' ', '\n')} y`, { quote })?.isWhole, true);
  });

  it('is found in any text it was taken from, however its white space was laid out', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\d.,()[\]*+?$^|\\{}-]{1,8}$/u), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (all, one, other) => {
        const [first, last] = [one % all.length, (other % all.length) + 1].sort((a, b) => a - b) as [number, number];
        const quote = all.slice(first, Math.max(first + 1, last)).join(' ');
        const found = findPassage(all.join('\n '), { quote });
        assert.ok(found?.isWhole);
      }),
      { numRuns: 200 },
    );
  });

  it('of thousands of words is looked for in a long text without long waiting', { timeout: 60_000 }, () => {
    const long = 'and so it goes on and on, '.repeat(18_000);
    assert.equal(findPassage(long, { quote: 'somewhere over the rainbow way up high '.repeat(100) }), null);
    assert.equal(
      findPassage(long, { quote: `${'and so it goes on and on, '.repeat(50)}and no further` })?.isWhole,
      false,
    );
  });
});
