import assert from 'node:assert/strict';
import { it } from 'node:test';
import { citedPassages } from '../../../components/annotated-message/cited-passages.ts';
import { collectCitations } from '../../../components/annotated-message/citations.ts';
import { annotation, assistant, file, textPart } from './message-builders.ts';

it('The passages of a source are each there once, with every citation that rests on them', () => {
  const text = 'The tower is 330 metres tall. It was built in 1889 for the fair.';
  const message = assistant(
    textPart(text),
    annotation('330 metres', text, { id: 'one', quote: 'Height: 330 m', quoteStart: 7, quoteEnd: 20 }),
    annotation('1889', text, { id: 'two', quote: 'Built 1889' }),
    annotation('fair', text, { id: 'three', quote: 'Height: 330 m' }),
    annotation('tower', text, { id: 'four', quote: ' ' }),
    annotation('metres', text, { id: 'other', quote: 'Metres', source: file('other.txt') }),
  );
  const source = collectCitations(message).sources.find(({ name }) => name === 'report.pdf');
  assert.deepEqual(source && citedPassages(source), [
    { quote: 'Height: 330 m', start: 7, end: 20, citations: ['one', 'three'] },
    { quote: 'Built 1889', citations: ['two'] },
  ]);
});
