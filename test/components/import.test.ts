import assert from 'node:assert/strict';
import { it } from 'node:test';

it('the elements can be imported where there is no page', async () => {
  const elements = await import('../../components/index.ts');
  assert.equal(typeof elements.AssistantChat, 'function');
  assert.equal(globalThis.document, undefined);
});
