import assert from 'node:assert/strict';
import type { Response, ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';

type Item = ResponseOutputItem & { id: string; status?: string };
type EventOf<T extends ResponseStreamEvent['type']> = Extract<ResponseStreamEvent, { type: T }>;

interface OpenItem {
  item: Item;
  index: number;
  /** The events of the item so far, without its own and without repeated deltas. */
  steps: string[];
  written: string;
  part?: boolean;
  annotations: unknown[];
}

const terminal = new Set(['response.completed', 'response.incomplete', 'response.failed']);
/** What an item of some type goes through; a `*` may come any number of times, a `?` at most once. */
const courses: Record<string, RegExp> = {
  code_interpreter_call: /^(in_progress )(code\.delta )*(code\.done )(interpreting completed )?$/,
  file_search_call: /^in_progress searching completed $/,
  function_call: /^(arguments\.delta )*arguments\.done $/,
  message: /^(part\.added ((text\.delta |annotation )*)text\.done part\.done )*$/,
};
const short: Record<string, string> = {
  'response.code_interpreter_call.completed': 'completed',
  'response.code_interpreter_call.in_progress': 'in_progress',
  'response.code_interpreter_call.interpreting': 'interpreting',
  'response.code_interpreter_call_code.delta': 'code.delta',
  'response.code_interpreter_call_code.done': 'code.done',
  'response.content_part.added': 'part.added',
  'response.content_part.done': 'part.done',
  'response.file_search_call.completed': 'completed',
  'response.file_search_call.in_progress': 'in_progress',
  'response.file_search_call.searching': 'searching',
  'response.function_call_arguments.delta': 'arguments.delta',
  'response.function_call_arguments.done': 'arguments.done',
  'response.output_text.annotation.added': 'annotation',
  'response.output_text.delta': 'text.delta',
  'response.output_text.done': 'text.done',
};

/** Follows the events of one response and throws where one does not fit what came before. */
export class EventOrder {
  #next: number;
  #begun = false;
  #ended = false;
  #open: OpenItem | undefined;
  readonly #done: Item[] = [];
  /** A stream that was taken up in the middle says nothing about what came before. */
  readonly #whole: boolean;

  constructor(from = 0) {
    this.#next = from;
    this.#whole = from === 0;
  }

  next(event: ResponseStreamEvent): void {
    assert.equal(event.sequence_number, this.#next, `the number of ${event.type}`);
    assert.ok(!this.#ended, `${event.type} after the end`);
    if (this.#whole) this.#follow(event);
    this.#next++;
    this.#ended = terminal.has(event.type);
  }

  /** The stream has ended. @param cancelled then, and only then, no event says so */
  end(cancelled = false): void {
    assert.equal(this.#ended, !cancelled, 'a terminal event');
  }

  #follow(event: ResponseStreamEvent): void {
    if (event.type === 'response.created') assert.equal(this.#next, 0);
    else if (event.type === 'response.queued') assert.equal(this.#next, 1);
    else if (event.type !== 'response.in_progress') assert.ok(this.#begun, `${event.type} before response.in_progress`);
    else assert.ok(!this.#begun && this.#next > 0);
    this.#begun ||= event.type === 'response.in_progress';

    if (event.type === 'response.output_item.added') this.#add(event);
    else if (event.type === 'response.output_item.done') this.#finish(event);
    else if (terminal.has(event.type)) this.#end(event as EventOf<'response.completed'>);
    else if ('item_id' in event) this.#step(event);
  }

  #add({ output_index, item }: EventOf<'response.output_item.added'>): void {
    assert.equal(this.#open, undefined, 'an item within an item');
    assert.equal(output_index, this.#done.length, 'the number of an item');
    if ('status' in item) assert.equal(item.status, 'in_progress');
    this.#open = { item: item as Item, index: output_index, steps: [], written: '', annotations: [] };
  }

  #step(event: ResponseStreamEvent & { item_id: string; output_index?: number }): void {
    const open = this.#open;
    assert.ok(open, `${event.type} outside of an item`);
    assert.equal(event.item_id, open.item.id);
    assert.equal(event.output_index, open.index);
    const step = short[event.type];
    if (step) open.steps.push(step);
    if ('delta' in event && typeof event.delta === 'string') {
      assert.notEqual(event.delta, '', 'an empty delta');
      open.written += event.delta;
    }
    if (event.type === 'response.output_text.done') assert.equal(event.text, open.written);
    if (event.type === 'response.code_interpreter_call_code.done') assert.equal(event.code, open.written);
    if (event.type === 'response.function_call_arguments.done') assert.equal(event.arguments, open.written);
    if (event.type === 'response.output_text.annotation.added') {
      assert.equal(event.annotation_index, open.annotations.length);
      const { annotation } = event;
      const last = annotation && 'end_index' in annotation ? annotation.end_index : (annotation?.index ?? 0);
      assert.ok(last <= [...open.written].length, 'an annotation of text that is not there yet');
      open.annotations.push(annotation);
    }
  }

  #finish({ output_index, item }: EventOf<'response.output_item.done'>): void {
    const open = this.#open;
    assert.ok(open, 'the end of an item that did not begin');
    assert.equal(output_index, open.index);
    assert.equal((item as Item).id, open.item.id);
    assert.equal(item.type, open.item.type);
    const course = courses[item.type];
    const steps = open.steps.map((step) => `${step} `).join('');
    if (course) assert.match(steps, course, `the course of a ${item.type}`);
    if (item.type === 'message') {
      const [part] = item.content;
      if (part?.type === 'output_text') {
        assert.equal(part.text, open.written);
        assert.deepEqual(part.annotations, open.annotations);
        checkAnnotations(part);
      }
    }
    if (item.type === 'code_interpreter_call') assert.equal(item.code, open.written);
    if (item.type === 'function_call') assert.equal(item.arguments, open.written);
    this.#done.push(item as Item);
    this.#open = undefined;
  }

  #end({ type, response }: { type: string; response: Response }): void {
    assert.equal(`response.${response.status}`, type);
    if (type !== 'response.failed') assert.equal(this.#open, undefined, 'the end of the response within an item');
    assert.deepEqual(response.output, this.#done);
  }
}

/** Offsets count characters, not UTF-16 code units. */
function checkAnnotations({ text, annotations }: { text: string; annotations: readonly { type: string }[] }): void {
  const characters = [...text];
  const slice = (start: unknown, end?: unknown) => characters.slice(Number(start), end as number).join('');
  for (const annotation of annotations as readonly Record<string, unknown>[]) {
    const { type, index, start_index: start, end_index: end } = annotation;
    if (type === 'file_citation') assert.match(slice(index), /^[.!?…]/, 'a citation stands before a full stop');
    if (type === 'container_file_citation' && end !== 0) {
      assert.match(slice(start, end), /^sandbox:\/mnt\/data\/[^)>\s]+$/);
    }
  }
}
