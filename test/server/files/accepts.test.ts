import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepts } from '../../../server/files/accepts.ts';
import { titleOf } from '../../../protocol/index.ts';

test('accept lists extensions, types and kinds of types, as in HTML', () => {
  const csv = { name: 'Data.CSV', type: 'text/csv' };
  for (const accept of ['', ' ', '.csv', '.pdf, .CSV', 'text/csv', 'TEXT/CSV', 'text/*', 'image/*,.csv']) {
    assert.ok(accepts(accept, csv), accept);
  }
  for (const accept of ['.pdf', 'image/*', 'text/plain', 'csv', 'application/*'])
    assert.ok(!accepts(accept, csv), accept);
});

test('a title is the first words of a message, or the names of its files', () => {
  assert.equal(titleOf('  What is\n\nthe notice period? '), 'What is the notice period?');
  assert.equal(titleOf('', ['a.csv', 'b.pdf']), 'a.csv, b.pdf');
  assert.equal(
    titleOf('one two three four five six seven eight nine ten eleven twelve thirteen'),
    'one two three four five six seven eight nine ten eleven…',
  );
  assert.ok(titleOf('x'.repeat(500)).length <= 61);
});
