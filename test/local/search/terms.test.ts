import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readQuestion } from '../../../server/local/search/question.ts';
import { terms } from '../../../server/local/search/terms.ts';

const read = (text: string) => [...terms(text)];

describe('terms', () => {
  it('are the same for the forms of a word', () => {
    const same = [
      ['expire', 'expires', 'expired', 'expiring'],
      ['warranty', 'warranties', "warranty's"],
      ['cancel', 'cancels', 'cancelled', 'cancelling', 'cancellation'],
      ['refund', 'refunds', 'refunded'],
      ['box', 'boxes'],
      ['stop', 'stopped', 'stopping'],
      ['Größe', 'GRÖSSE', 'Grösse'],
      ['café', 'Cafes', 'CAFÉ'],
    ];
    for (const forms of same) assert.equal(new Set(forms.flatMap(read)).size, 1, forms.join(' '));
  });

  it('keep words apart that differ in meaning', () => {
    assert.equal(new Set(read('pass past price prize bus business sing single thing us use')).size, 11);
  });

  it('keep numbers whole', () => {
    assert.deepEqual(read('1,200.50 in 2026 for X100'), ['1,200.50', 'in', '2026', 'for', 'x100']);
  });

  it('are pairs of characters where a script puts no space between words', () => {
    assert.deepEqual(read('保修期 ends'), ['保修', '修期', 'end']);
  });
});

describe('a question', () => {
  it('is searched by its words of content', () => {
    assert.deepEqual(readQuestion('Could you please tell me what the notice period is?').terms, ['notic', 'period']);
  });

  it('keeps the subject of the one before where it refers back, and only there', () => {
    const before = 'What is the notice period?';
    assert.ok(readQuestion('And during probation?', before).query.has('notic'));
    assert.ok(readQuestion('When does it begin?', before).query.has('notic'));
    assert.ok(!readQuestion('How heavy is the drill?', before).query.has('notic'));
  });

  it('knows what kind of thing answers it', () => {
    assert.equal(readQuestion('When does it end?').expects, 'time');
    assert.equal(readQuestion('How much is the fee?').expects, 'number');
    assert.equal(readQuestion('Who signs?').expects, 'person');
  });

  it('knows the names and numbers in it', () => {
    assert.deepEqual(readQuestion('Does Weber live in Berlin since 2020?').names, ['weber', 'berlin', '2020']);
  });
});
