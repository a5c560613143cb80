import assert from 'node:assert/strict';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Message, MessageContentDelta } from 'openai/resources/beta/threads/messages';
import type { RunStep, ToolCallDelta } from 'openai/resources/beta/threads/runs/steps';

const endings = ['requires_action', 'completed', 'incomplete', 'failed', 'cancelled', 'expired'];

/** Follows the events of one stream of a run and throws where one does not fit what came before. */
export class ThreadEventOrder {
  #run: string | undefined;
  #isOver = false;
  #step: RunStep | undefined;
  #message: { id: string; texts: Map<number, string>; annotations: { text?: string }[] } | undefined;
  #code = '';
  #first = true;
  /** With the results of functions: the run was created in an earlier stream. */
  #goesOn = false;

  next(event: AssistantStreamEvent | { event: 'done' }): void {
    const { event: name } = event;
    if (name === 'done') {
      assert.ok(this.#isOver, 'the end of a run that is not over');
      return;
    }
    assert.ok(!this.#isOver, `${name} after the end`);
    if (name.startsWith('thread.run.step.')) this.#followStep(event as AssistantStreamEvent);
    else if (name.startsWith('thread.run.')) this.#followRun(name.slice('thread.run.'.length));
    else if (name.startsWith('thread.message.')) this.#followMessage(event as AssistantStreamEvent);
    else assert.ok(name === 'thread.created' && this.#first, `${name} is out of place`);
    this.#first = false;
  }

  #followRun(status: string): void {
    const before = this.#run;
    this.#run = status;
    if (status === 'created') assert.equal(before, undefined);
    else if (status === 'queued') assert.equal(before, this.#goesOn ? undefined : 'created');
    else if (status === 'in_progress') assert.equal(before, 'queued');
    else assert.ok(before === 'in_progress' || before === 'cancelling', `${status} after ${before}`);
    this.#isOver = endings.includes(status);
    if (status === 'completed') assert.equal(this.#step, undefined, 'an open step at the end');
    if (this.#isOver) assert.equal(this.#message, undefined, 'an open message at the end');
  }

  #followStep(event: AssistantStreamEvent): void {
    const data = event.data as RunStep;
    if (event.event === 'thread.run.step.created') {
      assert.equal(this.#run, 'in_progress');
      assert.equal(this.#step, undefined, 'a step within a step');
      this.#step = data;
      this.#code = '';
      return;
    }
    // The step that has waited for functions ends before anything else happens.
    if (this.#first && event.event === 'thread.run.step.completed') {
      this.#goesOn = true;
      return;
    }
    assert.equal(this.#step?.id, data.id, `${event.event} of another step`);
    if (event.event === 'thread.run.step.delta') {
      const details = event.data.delta.step_details;
      assert.ok(details?.type === 'tool_calls');
      for (const call of details.tool_calls ?? []) this.#code += codeOf(call);
    } else if (event.event !== 'thread.run.step.in_progress') {
      const [call] = data.step_details.type === 'tool_calls' ? data.step_details.tool_calls : [];
      if (call?.type === 'code_interpreter' && data.status === 'completed') {
        assert.equal(call.code_interpreter.input, this.#code);
      }
      assert.equal(this.#message, undefined, 'an open message at the end of its step');
      this.#step = undefined;
    }
  }

  #followMessage(event: AssistantStreamEvent): void {
    const { id } = event.data as Message;
    if (event.event === 'thread.message.created') {
      assert.equal(this.#step?.type, 'message_creation');
      assert.equal(this.#message, undefined, 'a message within a message');
      this.#message = { id, texts: new Map(), annotations: [] };
      return;
    }
    assert.equal(this.#message?.id, id, `${event.event} of another message`);
    if (event.event === 'thread.message.delta') for (const part of event.data.delta.content ?? []) this.#grow(part);
    else if (event.event !== 'thread.message.in_progress') this.#endMessage(event.data as Message);
  }

  #grow(part: MessageContentDelta): void {
    const { texts, annotations } = this.#message ?? assert.fail();
    if (part.type !== 'text') return;
    const text = (texts.get(part.index) ?? '') + (part.text?.value ?? '');
    texts.set(part.index, text);
    for (const annotation of part.text?.annotations ?? []) {
      assert.equal(annotation.index, annotations.length, 'the number of an annotation');
      const { start_index, end_index } = annotation;
      assert.equal([...text].slice(start_index, end_index).join(''), annotation.text);
      annotations.push(annotation);
    }
  }

  #endMessage({ content, status }: Message): void {
    const { texts, annotations } = this.#message ?? assert.fail();
    const ended = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    const written = ended.map(({ value }) => value).filter((value) => status === 'completed' || value !== '');
    assert.deepEqual(written, [...texts.values()]);
    assert.equal(ended.flatMap((text) => text.annotations).length, annotations.length);
    this.#message = undefined;
  }
}

function codeOf(call: ToolCallDelta): string {
  return call.type === 'code_interpreter' ? (call.code_interpreter?.input ?? '') : '';
}
