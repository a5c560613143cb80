import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as events from '../../components/events.ts';

const message = { id: 'm', role: 'assistant', parts: [] } as const;

describe('The events of the elements', () => {
  for (const event of [
    new events.AssistantSendEvent('Hello'),
    new events.AssistantFileAcceptEvent(new File([], 'a')),
    new events.AssistantFileOpenEvent({ filename: 'a' }),
    new events.AssistantCitationOpenEvent({ type: 'url', id: 'u', url: 'https://example.org' }),
  ]) {
    it(`${event.type} can be canceled, in the present tense`, () => {
      assert.ok(event.cancelable && event.bubbles && event.composed);
    });
  }

  for (const event of [
    new events.AssistantSentEvent({ ...message, parts: [] }),
    new events.AssistantReplyStartEvent({ ...message, parts: [] }),
    new events.AssistantReplyEndEvent({ ...message, parts: [] }, 'completed'),
    new events.AssistantErrorEvent({ code: 'x', message: 'X.', retryable: false }),
    new events.AssistantThreadChangeEvent('T'),
    new events.AssistantFileAcceptedEvent(new File([], 'a')),
    new events.AssistantFileRejectedEvent({ file: new File([], 'a'), reason: 'empty' }),
  ]) {
    it(`${event.type} has happened, and leaves every shadow root`, () => {
      assert.ok(!event.cancelable && event.bubbles && event.composed);
    });
  }

  it('tells a rejection with its limit, where there is one', () => {
    const file = new File([], 'a');
    assert.equal(new events.AssistantFileRejectedEvent({ file, reason: 'too-many', limit: 3 }).limit, 3);
    assert.equal('limit' in new events.AssistantFileRejectedEvent({ file, reason: 'empty' }), false);
  });

  it('hands the answer to a tool call on', () => {
    const answers: unknown[] = [];
    const call = { toolCallId: 'c', toolName: 'weather', input: {}, messageId: 'm' };
    new events.AssistantToolCallEvent(call, (output) => answers.push(output)).respondWith('rain');

    assert.deepEqual(answers, ['rain']);
  });
});
