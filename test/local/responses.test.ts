import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { BadRequestError, NotFoundError } from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { startLocal } from './wire/local-client.ts';

const model = 'local-rules';
const question = { model, input: 'Tell me a joke' };

async function collect(stream: AsyncIterable<ResponseStreamEvent>): Promise<ResponseStreamEvent[]> {
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function textOf(events: readonly ResponseStreamEvent[]): string {
  return events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
}

describe('POST /v1/responses', () => {
  it('answers with one object where no stream is asked for', async () => {
    const { client } = startLocal();
    const response = await client.responses.create(question);
    assert.equal(response.status, 'completed');
    assert.equal(response.model, 'local-rules');
    assert.match(response.output_text, /no language model/);
    assert.ok(response.completed_at);
  });

  it('streams what the object says, word by word', async () => {
    const { client } = startLocal();
    const events = await collect(await client.responses.create({ ...question, stream: true }));
    const last = events.at(-1);
    assert.equal(last?.type, 'response.completed');
    const { output_text } = await client.responses.retrieve(last.response.id);
    assert.equal(textOf(events), output_text);
    assert.ok(events.filter(({ type }) => type === 'response.output_text.delta').length > 10);
  });

  it('is read by the stream helper of the client', async () => {
    const { client } = startLocal();
    const final = await client.responses.stream(question).finalResponse();
    assert.match(final.output_text, /^I have no rule/);
  });

  it('says the same to the same question', async () => {
    const { client } = startLocal();
    const first = await client.responses.create(question);
    const second = await client.responses.create(question);
    assert.equal(first.output_text, second.output_text);
    assert.notEqual(first.id, second.id);
  });

  it('counts what it reads and writes', async () => {
    const { client } = startLocal();
    const { usage } = await client.responses.create({ ...question, instructions: 'Be brief.' });
    assert.equal(usage?.input_tokens, 7);
    assert.ok(usage.output_tokens > 20);
    assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
  });

  it('ends incomplete where the limit of tokens cuts it', async () => {
    const { client } = startLocal();
    const events = await collect(await client.responses.create({ ...question, stream: true, max_output_tokens: 16 }));
    const last = events.at(-1);
    assert.equal(last?.type, 'response.incomplete');
    assert.deepEqual(last.response.incomplete_details, { reason: 'max_output_tokens' });
    assert.equal(last.response.usage?.output_tokens, 16);
    const [message] = last.response.output;
    assert.equal(message?.type === 'message' && message.status, 'incomplete');
  });

  it('gives settings back as they came', async () => {
    const { client } = startLocal();
    const given = { instructions: 'Be brief.', metadata: { a: 'b' }, temperature: 0.3, user: 'me' };
    const response = await client.responses.create({ ...question, ...given });
    const { instructions, metadata, temperature, user } = response;
    assert.deepEqual({ instructions, metadata, temperature, user }, given);
  });

  it('tells what is wrong with a request as OpenAI does', async () => {
    const { client } = startLocal();
    const wrong: [body: object, param: string | null, code: string | null][] = [
      [{ input: 'Hi' }, 'model', 'missing_required_parameter'],
      [{ model }, 'input', 'missing_required_parameter'],
      [{ ...question, colour: 'red' }, 'colour', 'unknown_parameter'],
      [{ ...question, stream: 'yes' }, 'stream', 'invalid_type'],
      [{ ...question, max_output_tokens: 3 }, 'max_output_tokens', 'integer_below_min_value'],
      [{ ...question, include: ['everything'] }, 'include', 'invalid_value'],
      [
        { model, input: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
        'input[0].content[0].type',
        'invalid_value',
      ],
      [{ ...question, text: { format: { type: 'json_object' } } }, 'text.format', 'unsupported_value'],
      [{ ...question, tools: [{ type: 'file_search' }] }, 'tools[0].vector_store_ids', 'missing_required_parameter'],
      [{ ...question, tool_choice: { type: 'function', name: 'nothing' } }, 'tool_choice', 'invalid_value'],
      [{ ...question, conversation: 'a', previous_response_id: 'b' }, null, 'mutually_exclusive_parameters'],
      [{ ...question, previous_response_id: 'resp_none' }, 'previous_response_id', 'previous_response_not_found'],
    ];
    for (const [body, param, code] of wrong) {
      await assert.rejects(client.responses.create(body as never), (error) => {
        assert.ok(error instanceof BadRequestError, String(error));
        assert.deepEqual([error.param, error.code, error.type], [param, code, 'invalid_request_error']);
        return true;
      });
    }
  });

  it('answers 404 for a conversation, a vector store, a container or a file that is not there', async () => {
    const { client } = startLocal();
    const missing: object[] = [
      { conversation: 'conv_none' },
      { tools: [{ type: 'file_search', vector_store_ids: ['vs_none'] }] },
      { tools: [{ type: 'code_interpreter', container: 'cntr_none' }] },
      { tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-none'] } }] },
      { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'file-none' }] }] },
    ];
    for (const body of missing) {
      await assert.rejects(client.responses.create({ ...question, ...body }), NotFoundError, JSON.stringify(body));
    }
  });

  it('answers a body that is no JSON with 400', async () => {
    const { service } = startLocal();
    const response = await service.fetch('http://local/v1/responses', { method: 'POST', body: '{"model":' });
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: { message: string } };
    assert.match(error.message, /parse the JSON body/);
  });
});

describe('a stored response', () => {
  it('is there to be read, with what it was asked, until it is deleted', async () => {
    const { client } = startLocal();
    const { id } = await client.responses.create(question);
    assert.equal((await client.responses.retrieve(id)).id, id);
    const { data } = await client.responses.inputItems.list(id);
    assert.deepEqual(data[0]?.type === 'message' && data[0].content, [{ type: 'input_text', text: 'Tell me a joke' }]);
    await client.responses.delete(id);
    await assert.rejects(client.responses.retrieve(id), NotFoundError);
  });

  it('is not kept where the request says so', async () => {
    const { client } = startLocal();
    const { id } = await client.responses.create({ ...question, store: false });
    await assert.rejects(client.responses.retrieve(id), NotFoundError);
  });

  it('is continued by the next one that names it', async () => {
    const { client } = startLocal();
    const city = { type: 'function' as const, name: 'get_weather', strict: false, parameters: cityParameters };
    const first = await client.responses.create({ model, input: 'How is the weather?', tools: [city] });
    const next = { model, input: 'Oslo', tools: [city], previous_response_id: first.id };
    const { output } = await client.responses.create(next);
    assert.equal(output[0]?.type === 'function_call' && output[0].arguments, '{"city":"Oslo"}');
  });
});

const cityParameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

describe('a response in the background', () => {
  it('answers at once and goes on by itself', async () => {
    const { client } = startLocal({ pace: 2 });
    let response = await client.responses.create({ ...question, background: true });
    assert.equal(response.status, 'queued');
    while (response.status !== 'completed') {
      await turn();
      response = await client.responses.retrieve(response.id);
    }
    assert.match(response.output_text, /no language model/);
  });

  it('is taken up after any event, as often as wanted, while it runs and afterwards', async () => {
    const { client } = startLocal({ pace: 1 });
    const body = { ...question, background: true, stream: true } as const;
    const all: ResponseStreamEvent[] = [];
    for await (const event of await client.responses.create(body)) {
      all.push(event);
      if (all.length === 12) break;
    }
    const first = all[0];
    assert.ok(first?.type === 'response.created');
    const { id } = first.response;
    const from = async (after?: number) => {
      const query = { stream: true as const, ...(after !== undefined && { starting_after: after }) };
      return collect(await client.responses.retrieve(id, query));
    };
    const rest = await from(11);
    const whole = [...all, ...rest];
    assert.equal(whole.at(-1)?.type, 'response.completed');
    for (const after of [0, 5, whole.length - 2]) assert.deepEqual(await from(after), whole.slice(after + 1));
    assert.deepEqual(await from(), whole);
    assert.deepEqual(await from(whole.length - 1), []);
    const helped = await client.responses.stream({ response_id: id, starting_after: 3 }).finalResponse();
    assert.equal(helped.status, 'completed');
  });

  it('ends where it is cancelled, without an event, and stays cancelled', async () => {
    const { client } = startLocal({ pace: 5 });
    const { id } = await client.conversations.create();
    const body = { ...question, conversation: id, background: true, stream: true } as const;
    const seen: string[] = [];
    let responseId = '';
    for await (const event of await client.responses.create(body)) {
      seen.push(event.type);
      if (event.type === 'response.created') responseId = event.response.id;
      if (event.type === 'response.output_text.delta' && seen.length < 12) {
        assert.equal((await client.responses.cancel(responseId)).status, 'cancelled');
      }
    }
    assert.equal(seen.at(-1), 'response.output_text.delta');
    assert.equal((await client.responses.cancel(responseId)).status, 'cancelled');
    assert.equal((await client.responses.retrieve(responseId)).status, 'cancelled');
    const { data } = await client.conversations.items.list(id);
    assert.deepEqual(data, []);
  });

  it('is the only kind that can be streamed again or cancelled', async () => {
    const { client } = startLocal();
    const { id } = await client.responses.create(question);
    await assert.rejects(client.responses.retrieve(id, { stream: true }), BadRequestError);
    await assert.rejects(client.responses.cancel(id), BadRequestError);
  });
});

describe('a response in the foreground', () => {
  it('ends when its connection does', async () => {
    const { client } = startLocal({ pace: 5 });
    let id = '';
    for await (const event of await client.responses.create({ ...question, stream: true })) {
      if (event.type === 'response.created') id = event.response.id;
      if (event.type === 'response.output_text.delta') break;
    }
    let { status } = await client.responses.retrieve(id);
    while (status === 'in_progress') {
      await turn();
      ({ status } = await client.responses.retrieve(id));
    }
    assert.equal(status, 'cancelled');
  });
});

describe('a response whose writing goes wrong', () => {
  it('fails and says no more than that; the mistake is told to the host', async () => {
    const mistakes: unknown[] = [];
    const mistake = new Error('secret details');
    const { client, service } = startLocal({
      onError: (error) => mistakes.push(error),
      writeCode: () => {
        throw mistake;
      },
    });
    const { id } = await client.conversations.create();
    const tools = [{ type: 'code_interpreter', container: { type: 'auto' } }];
    const body = JSON.stringify({ ...question, conversation: id, tools, stream: true });
    const response = await service.fetch('http://local/v1/responses', { method: 'POST', body });
    const text = await response.text();
    const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
    assert.deepEqual(types, ['response.created', 'response.in_progress', 'error', 'response.failed']);
    assert.doesNotMatch(text, /secret/);
    assert.deepEqual(mistakes, [mistake]);
    assert.deepEqual((await client.conversations.items.list(id)).data, []);
    assert.equal((await client.responses.create({ ...question, conversation: id })).status, 'completed');
  });
});

describe('a conversation', () => {
  it('gets question and answer together, when the answer is complete', async () => {
    const { client } = startLocal({ pace: 1 });
    const { id } = await client.conversations.create();
    let during = -1;
    for await (const event of await client.responses.create({ ...question, conversation: id, stream: true })) {
      if (event.type !== 'response.output_text.delta' || during >= 0) continue;
      during = (await client.conversations.items.list(id)).data.length;
    }
    const { data } = await client.conversations.items.list(id, { order: 'asc' });
    assert.equal(during, 0);
    assert.deepEqual(
      data.map((item) => item.type === 'message' && item.role),
      ['user', 'assistant'],
    );
  });

  it('has what was added to it at once, and a response answers that without repeating it', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create({ items: [{ role: 'user', content: 'Thanks' }] });
    const response = await client.responses.create({ model, conversation: { id }, input: [] });
    assert.match(response.output_text, /^You are welcome/);
    assert.equal(response.conversation?.id, id);
    const { data } = await client.conversations.items.list(id);
    assert.equal(data.length, 2);
  });

  it('takes one response at a time', async () => {
    const { client } = startLocal({ pace: 5 });
    const { id } = await client.conversations.create();
    const body = { ...question, conversation: id };
    const first = await client.responses.create({ ...body, background: true });
    await assert.rejects(client.responses.create(body), (error) => {
      assert.ok(error instanceof BadRequestError);
      assert.deepEqual([error.code, error.param], ['conversation_locked', 'conversation']);
      return true;
    });
    await client.responses.cancel(first.id);
    assert.equal((await client.responses.create(body)).status, 'completed');
  });

  it('is free again after a request that failed', async () => {
    const { client } = startLocal();
    const { id } = await client.conversations.create();
    const tools = [{ type: 'file_search' as const, vector_store_ids: ['vs_none'] }];
    await assert.rejects(client.responses.create({ ...question, conversation: id, tools }), NotFoundError);
    assert.equal((await client.responses.create({ ...question, conversation: id })).status, 'completed');
  });
});
