import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { checkEvent, checkWire } from './wire/check-wire.ts';
import { EventOrder } from './wire/event-order.ts';
import { fakePython } from './wire/fake-python.ts';
import { startLocal } from './wire/local-client.ts';

const weather = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

/** One stream of every kind of item this service writes. */
async function streams(): Promise<ResponseStreamEvent[][]> {
  const { client } = startLocal({
    python: fakePython({ logs: '1\n' }),
    writeCode: (asked) => (asked === 'Run it' ? { kind: 'given', code: 'print(1)', answer: () => 'One.' } : undefined),
  });
  const file = await client.files.create({
    file: new File(['The warranty ends in May.'], 'a.txt'),
    purpose: 'user_data',
  });
  const store = await client.vectorStores.create({ file_ids: [file.id] });
  const tools = [
    { type: 'file_search' as const, vector_store_ids: [store.id] },
    { type: 'code_interpreter' as const, container: { type: 'auto' as const } },
    { type: 'function' as const, name: 'get_weather', strict: false, parameters: weather },
  ];
  const include = ['file_search_call.results' as const, 'code_interpreter_call.outputs' as const];
  const questions = ['When does the warranty end?', 'Run it', 'What is the weather in Oslo?'];
  return Promise.all(
    questions.map(async (input) => {
      const body = { model: 'local-rules', input, tools, include, stream: true as const, background: true };
      const events: ResponseStreamEvent[] = [];
      for await (const event of await client.responses.create(body)) events.push(event);
      return events;
    }),
  );
}

const recorded = await streams();
const kinds = new Map(recorded.flat().map((event) => [event.type, event]));

describe('the check of events', () => {
  it('has every kind of event this service sends', () => {
    assert.deepEqual([...kinds.keys()].sort(), [
      'response.code_interpreter_call.completed',
      'response.code_interpreter_call.in_progress',
      'response.code_interpreter_call.interpreting',
      'response.code_interpreter_call_code.delta',
      'response.code_interpreter_call_code.done',
      'response.completed',
      'response.content_part.added',
      'response.content_part.done',
      'response.created',
      'response.file_search_call.completed',
      'response.file_search_call.in_progress',
      'response.file_search_call.searching',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.output_text.annotation.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.queued',
    ]);
  });

  it('refuses an event that lacks a field, has one too many, or one of another type', () => {
    let mutants = 0;
    const accepted: string[] = [];
    for (const event of kinds.values()) {
      checkEvent(event);
      const given = Object.entries(event).filter(([key]) => key !== 'type');
      const changed: [string, object][] = [
        ['with more', { ...event, surplus: 1 }],
        ...given.map(([key]): [string, object] => [`without ${key}`, { ...event, [key]: undefined }]),
        ...given.map(([key, value]): [string, object] => [
          `other ${key}`,
          { ...event, [key]: typeof value === 'string' ? 7 : 'seven' },
        ]),
      ];
      for (const [what, mutant] of changed) {
        mutants++;
        try {
          checkEvent(JSON.parse(JSON.stringify(mutant)) as { type: string });
          accepted.push(`${event.type} ${what}`);
        } catch {
          // As it should be.
        }
      }
    }
    assert.ok(mutants > 150);
    assert.deepEqual(accepted, []);
  });

  it('refuses an event nobody knows, and an object with a field too many or of another type', () => {
    assert.throws(() => checkEvent({ type: 'response.sung' }), /knows no event/);
    const model = { id: 'a', object: 'model', created: 1, owned_by: 'me' };
    checkWire('Model', model);
    for (const change of [{ created: '1' }, { object: 'muse' }, { colour: 'red' }, { id: undefined }]) {
      assert.throws(() => checkWire('Model', JSON.parse(JSON.stringify({ ...model, ...change }))), /Wire_Model/);
    }
  });
});

describe('the check of order', () => {
  const follow = (events: readonly ResponseStreamEvent[]) => {
    const order = new EventOrder();
    for (const event of events) order.next(event);
    order.end();
  };
  const refuses = (events: readonly ResponseStreamEvent[], what: string) => {
    try {
      follow(events);
    } catch {
      return;
    }
    assert.fail(`accepted: ${what}`);
  };
  const renumbered = (events: readonly ResponseStreamEvent[]) =>
    events.map((event, sequence_number) => ({ ...event, sequence_number }));

  it('accepts what the service sends', () => {
    for (const events of recorded) follow(events);
  });

  it('refuses a stream in which any one event is missing, doubled or too early', () => {
    for (const events of recorded) {
      for (const [index, event] of events.entries()) {
        const without = events.toSpliced(index, 1);
        refuses(without, `without ${event.type}`);
        refuses(events.toSpliced(index, 0, event), `twice ${event.type}`);
        // A queue is not seen where there is none, and a citation is known from the item as well.
        if (event.type !== 'response.queued') {
          refuses(renumbered(without), `without ${event.type}, numbered anew`);
        }
        const other = events[index + 1];
        if (other && other.type !== event.type) {
          const swapped = events.toSpliced(index, 2, other, event);
          const free =
            event.type === 'response.output_text.annotation.added' ||
            other.type === 'response.output_text.annotation.added';
          if (!free) refuses(renumbered(swapped), `${other.type} before ${event.type}`);
        }
      }
    }
  });

  it('refuses a stream that ends without saying so', () => {
    const order = new EventOrder();
    for (const event of recorded[0]?.slice(0, -1) ?? []) order.next(event);
    assert.throws(() => order.end(), /a terminal event/);
    order.end(true);
  });

  it('accepts streams of the real API', (context) => {
    const folder = process.env['RECORDINGS'];
    if (!folder || !existsSync(folder)) return context.skip('RECORDINGS names no folder of recorded streams');
    const own = new Set(['message', 'function_call', 'code_interpreter_call', 'file_search_call']);
    let followed = 0;
    for (const file of readdirSync(`${folder}/pydantic-ai`).filter((name) => name.endsWith('.sse.txt'))) {
      const frames = readFileSync(`${folder}/pydantic-ai/${file}`, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('data: {'));
      const events = frames.map((line) => JSON.parse(line.slice(6)) as ResponseStreamEvent);
      // Only streams whose items this service writes too.
      const items = events.flatMap((event) => (event.type === 'response.output_item.added' ? [event.item.type] : []));
      if (events[0]?.sequence_number === undefined || !items.every((type) => own.has(type))) continue;
      follow(events);
      followed++;
    }
    assert.ok(followed > 0);
    return undefined;
  });
});
