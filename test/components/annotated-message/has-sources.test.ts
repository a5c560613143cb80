import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasSources } from '../../../components/annotated-message/has-sources.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, assistant, textPart } from './message-builders.ts';

const cited = { type: 'source', sourceType: 'url', id: '1', url: 'https://a.org/' } as const;
const of = (...parts: unknown[]) => hasSources(assistant(...(parts as MessagePart[])));

describe('hasSources', () => {
  it('finds sources in whichever form they come', () => {
    assert.equal(of(textPart('Tall.'), annotation('Tall', 'Tall.')), true);
    assert.equal(of({ type: 'source-url', sourceId: '1', url: 'https://a.org/' }), true);
    assert.equal(of({ type: 'source-document', sourceId: '1', mediaType: 'text/plain', title: 'a' }), true);
    assert.equal(of(textPart('Tall.', 'a', { citations: [{ source: cited }] })), true);
    assert.equal(of(textPart('Tall.', 'a', { providerMetadata: { openai: { annotations: [{}] } } })), true);
  });

  it('finds what is written for machines in the text', () => {
    assert.equal(of(textPart('Take [it](sandbox:/a.csv).')), true);
    assert.equal(of(textPart('Tall【4:0†source】.')), true);
  });

  it('takes empty lists for what they are', () => {
    assert.equal(of(textPart('Tall.')), false);
    assert.equal(
      of(textPart('Tall.', 'a', { citations: [], providerMetadata: { openai: { annotations: [] } } })),
      false,
    );
    assert.equal(of({ type: 'reasoning', text: 'sandbox:', state: 'done' }), false);
    assert.equal(of(), false);
  });
});
