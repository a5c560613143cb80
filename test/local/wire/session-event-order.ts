import assert from 'node:assert/strict';
import type { AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';

/**
 * Follows what a session tells and throws where something does not fit what came before. A stream begins whenever somebody
 * listens, so a turn that was begun before that is left alone.
 */
export class SessionEventOrder {
  readonly #ids = new Set<string>();
  #turn: string | undefined;
  #isOver = true;
  #item: AgentSessionItem | undefined;
  #text = '';
  #output = '';

  next(event: AgentSessionEvent): void {
    assert.ok(!this.#ids.has(event.event_id), 'an event id for the second time');
    this.#ids.add(event.event_id);
    if (this.#turn === undefined && event.type !== 'agent.session.turn.created') return;
    switch (event.type) {
      case 'agent.session.turn.created':
        assert.ok(this.#isOver, 'a turn within a turn');
        this.#turn = event.turn_id;
        this.#isOver = false;
        break;
      case 'agent.session.turn.item.added':
        this.#begin(event.item);
        break;
      case 'agent.output.command_execution_output.delta':
        assert.equal(this.#item?.id, event.item_id, 'the output of another command');
        this.#output += event.delta;
        break;
      case 'agent.session.turn.output_text.delta':
        assert.equal(this.#item?.id, event.item_id, 'the text of another message');
        this.#text += event.delta;
        break;
      case 'agent.session.turn.output_text.done':
        assert.equal(event.text, this.#text);
        break;
      case 'agent.session.turn.item.done':
        this.#end(event.item);
        break;
      case 'agent.session.turn.completed':
      case 'agent.session.turn.failed':
      case 'agent.session.turn.cancelled':
        assert.ok(!this.#isOver, `${event.type} of no turn`);
        assert.equal(this.#item, undefined, 'an open item at the end of a turn');
        assert.equal(event.turn.status, event.type.slice('agent.session.turn.'.length));
        this.#isOver = true;
        break;
      case 'agent.session.idle':
        assert.ok(this.#isOver, 'idle within a turn');
        assert.deepEqual(event.session.required_actions, []);
        break;
      case 'agent.session.requires_action':
        assert.notDeepEqual(event.session.required_actions, []);
        break;
    }
    if ('turn_id' in event) assert.equal(event.turn_id, this.#turn, 'another turn');
  }

  #begin(item: AgentSessionItem): void {
    // What a client has said is there at once, and a call of a function stays open until it has its result.
    const isOpen = item.type === 'command_execution' || (item.type === 'message' && item.role === 'assistant');
    if (item.type === 'function_call') assert.equal(item.status, 'in_progress');
    if (!isOpen) return;
    assert.equal(this.#item, undefined, 'an item within an item');
    assert.equal(item.status, 'in_progress');
    this.#item = item;
    this.#text = '';
    this.#output = '';
  }

  #end(item: AgentSessionItem): void {
    if (item.type === 'function_call') {
      assert.notEqual(item.status, 'in_progress');
      return;
    }
    assert.equal(this.#item?.id, item.id, 'the end of another item');
    if (item.type === 'command_execution') assert.equal(item.output ?? '', this.#output);
    if (item.type === 'message') {
      const texts = item.content.map((part) => ('text' in part ? part.text : ''));
      assert.equal(texts.join(''), this.#text);
    }
    this.#item = undefined;
  }
}
