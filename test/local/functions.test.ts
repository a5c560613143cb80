import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError } from 'openai';
import type { FunctionTool, Response } from 'openai/resources/responses/responses';
import { startLocal } from './wire/local-client.ts';

const model = 'local-rules';

function tool(name: string, description: string, properties: object, required: string[] = []): FunctionTool {
  return { type: 'function', name, description, strict: false, parameters: { type: 'object', properties, required } };
}

const text = { type: 'string' };
const weather = tool(
  'get_weather',
  'Get the current weather of a city',
  {
    city: { ...text, description: 'The city.' },
    unit: { ...text, enum: ['celsius', 'fahrenheit'] },
  },
  ['city'],
);
const flights = tool(
  'findFlights',
  'Search flights between two cities',
  {
    from: text,
    to: text,
    date: { ...text, format: 'date' },
    passengers: { type: 'integer' },
  },
  ['from', 'to'],
);
const orders = tool('order_status', 'Look up the status of an order', { order_id: text }, ['order_id']);
const remind = tool(
  'set_reminder',
  'Sets a reminder',
  { text, minutes: { type: 'integer' }, loud: { type: ['boolean', 'null'] } },
  ['text', 'minutes', 'loud'],
);
const clock = tool('current_time', 'The time of day', {});
const all = [weather, flights, orders, remind, clock];

function callOf(response: Response): [name: string, args: unknown] | undefined {
  const call = response.output.find((item) => item.type === 'function_call');
  return call?.type === 'function_call' ? [call.name, JSON.parse(call.arguments) as unknown] : undefined;
}

describe('a function the request offers', () => {
  const asked: [question: string, name: string, args: object][] = [
    ['What is the weather in Paris?', 'get_weather', { city: 'Paris' }],
    ['weather for New York in Fahrenheit please', 'get_weather', { city: 'New York', unit: 'fahrenheit' }],
    [
      'Show me flights from Berlin to Rome on 12 March 2027',
      'findFlights',
      { from: 'Berlin', to: 'Rome', date: '12 March 2027' },
    ],
    ['Find flights from Oslo to Lima with 3 passengers', 'findFlights', { from: 'Oslo', to: 'Lima', passengers: 3 }],
    ['What is the status of order A-1042?', 'order_status', { order_id: 'A-1042' }],
    ['Set a reminder in 15 minutes saying “Call Ada”', 'set_reminder', { text: 'Call Ada', minutes: 15, loud: null }],
    ['What is the current time?', 'current_time', {}],
  ];
  for (const [question, name, args] of asked) {
    it(`is called with what the question says: ${question}`, async () => {
      const { client } = startLocal();
      const response = await client.responses.create({ model, input: question, tools: all });
      assert.deepEqual(callOf(response), [name, args], response.output_text);
      assert.equal(response.status, 'completed');
    });
  }

  for (const question of ['Tell me a joke', 'What is the notice period?', 'Thanks a lot!']) {
    it(`is not called by words it does not have: ${question}`, async () => {
      const { client } = startLocal();
      assert.equal(callOf(await client.responses.create({ model, input: question, tools: all })), undefined);
    });
  }

  it('is not called before its arguments are known: they are asked for, and the answer completes the question', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create();
    const ask = (input: string) => client.responses.create({ model, conversation: id, input, tools: [weather] });
    const first = await ask('How is the weather?');
    assert.equal(first.output_text, 'To call `get_weather` I still need the **city** (The city). What should it be?');
    assert.deepEqual(callOf(await ask('lisbon, please')), ['get_weather', { city: 'lisbon, please' }]);
  });

  it('is answered about when its result has come, in words instead of JSON', async () => {
    const { client } = startLocal();
    const results: [output: string, text: string][] = [
      [
        '{"temperature":21,"feelsLike":23,"rain":false}',
        '**get_weather** gave:\n\n- temperature: **21**\n- feels like: **23**\n- rain: **no**',
      ],
      ['sunny', '**get_weather** gave: **sunny**'],
      ['["sun","wind"]', '**get_weather** gave:\n\n- sun\n- wind'],
      [
        '[{"day":"Mo","max":21},{"day":"Tu","max":19}]',
        '**get_weather** gave:\n\n| day | max |\n| --- | --- |\n| Mo | 21 |\n| Tu | 19 |',
      ],
      ['{}', '**get_weather** gave nothing.'],
      ['', '**get_weather** gave nothing.'],
    ];
    for (const [output, expected] of results) {
      const { id } = await client.conversations.create();
      const body = { model, conversation: id, tools: [weather] };
      const { output: items } = await client.responses.create({ ...body, input: 'What is the weather in Paris?' });
      const call = items[0];
      assert.ok(call?.type === 'function_call');
      const result = { type: 'function_call_output' as const, call_id: call.call_id, output };
      const answer = await client.responses.create({ ...body, input: [result] });
      assert.equal(answer.output_text, expected);
      const next = await client.responses.create({ ...body, input: 'And in Rome?' });
      assert.doesNotMatch(next.output_text, /gave/, 'a result is told once');
    }
  });

  it('must have its result before the conversation can go on', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create();
    const body = { model, conversation: id, tools: [weather] };
    await client.responses.create({ ...body, input: 'What is the weather in Paris?' });
    await assert.rejects(client.responses.create({ ...body, input: 'Hello' }), (error) => {
      assert.ok(error instanceof BadRequestError);
      assert.match(error.message, /No tool output found for function call call_/);
      return true;
    });
    const stray = { type: 'function_call_output' as const, call_id: 'call_none', output: '' };
    await assert.rejects(client.responses.create({ model, input: [stray] }), /No tool call found/);
  });

  it('is called, or not, as the request insists', async () => {
    const { client } = startLocal();
    const body = { model, tools: all };
    const input = 'What is the weather in Paris?';
    assert.equal(callOf(await client.responses.create({ ...body, input, tool_choice: 'none' })), undefined);
    const forced = { type: 'function' as const, name: 'current_time' };
    assert.deepEqual(callOf(await client.responses.create({ ...body, input, tool_choice: forced })), [
      'current_time',
      {},
    ]);
    const allowed = {
      type: 'allowed_tools' as const,
      mode: 'auto' as const,
      tools: [{ type: 'function', name: 'current_time' }],
    };
    assert.equal(callOf(await client.responses.create({ ...body, input, tool_choice: allowed })), undefined);
  });

  it('gives way to a passage in the files where its arguments are not known', async () => {
    const { client } = startLocal();
    const file = new File(['Damage by weather is not covered.'], 'policy.txt');
    const { id } = await client.files.create({ file, purpose: 'user_data' });
    const store = await client.vectorStores.create({ file_ids: [id] });
    const tools = [weather, { type: 'file_search' as const, vector_store_ids: [store.id] }];
    const found = await client.responses.create({ model, input: 'Is damage by weather covered?', tools });
    assert.match(found.output_text, /“Damage by weather is not covered\.”/);
    const asked = await client.responses.create({ model, input: 'How is the weather tomorrow at noon?', tools });
    assert.match(asked.output_text, /I still need the \*\*city\*\*/);
  });
});
