import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { APIError, BadRequestError, InternalServerError, RateLimitError } from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { startLocal } from './wire/local-client.ts';

const question = { model: 'local-rules', input: 'Hello' };
const withFault = (fault: string) => ({ headers: { 'x-local-fault': fault } });

/** The kinds of events of a stream up to its end, and how it ended. */
async function read(stream: AsyncIterable<ResponseStreamEvent>): Promise<{ types: string[]; error?: unknown }> {
  const types: string[] = [];
  try {
    for await (const event of stream) types.push(event.type);
    return { types };
  } catch (error) {
    return { types, error };
  }
}

describe('x-local-fault', () => {
  it('answers with the status it names, and says when to come again', async () => {
    const { client } = startLocal();
    await assert.rejects(client.models.list(withFault('status=429')), (error) => {
      assert.ok(error instanceof RateLimitError);
      assert.deepEqual([error.code, error.headers.get('retry-after')], ['rate_limit_exceeded', '1']);
      return true;
    });
    await assert.rejects(client.responses.create(question, withFault('status=500')), InternalServerError);
    await assert.rejects(client.responses.create(question, withFault('status=503')), InternalServerError);
    assert.equal((await client.responses.create(question)).status, 'completed');
  });

  it('waits, as long as the client does', async () => {
    const { client, service } = startLocal();
    const before = performance.now();
    await client.models.list(withFault('latency=30'));
    assert.ok(performance.now() - before >= 29);
    const signal = AbortSignal.abort();
    await assert.rejects(client.models.list({ ...withFault('latency=600000'), signal }));
    await service.close();
  });

  it('cuts the connection after so many events, and a response in the background goes on', async () => {
    const { client } = startLocal();
    const body = { ...question, stream: true as const, background: true };
    const { types, error } = await read(await client.responses.create(body, withFault('cut-after=5')));
    assert.equal(types.length, 5);
    assert.match(String(error), /terminated/);
    const all = await client.responses.create(body);
    const events: ResponseStreamEvent[] = [];
    for await (const event of all) events.push(event);
    const [first] = events;
    assert.ok(first?.type === 'response.created');
    const again = { stream: true as const, starting_after: 4 };
    const cut = await read(await client.responses.retrieve(first.response.id, again, withFault('cut-after=2')));
    assert.equal(cut.types.length, 2);
    const rest = await read(await client.responses.retrieve(first.response.id, { ...again, starting_after: 6 }));
    assert.equal(rest.types.length, events.length - 7);
    assert.equal(rest.types.at(-1), 'response.completed');
  });

  it('cancels a response in the foreground with its connection', async () => {
    const { client } = startLocal({ pace: 1 });
    const stream = await client.responses.create({ ...question, stream: true }, withFault('cut-after=5'));
    let id = '';
    await assert.rejects(async () => {
      for await (const event of stream) if (event.type === 'response.created') id = event.response.id;
    });
    let { status } = await client.responses.retrieve(id);
    while (status === 'in_progress') {
      await turn();
      ({ status } = await client.responses.retrieve(id));
    }
    assert.equal(status, 'cancelled');
  });

  it('breaks a frame, and goes on', async () => {
    const { service } = startLocal();
    const response = await service.fetch('http://local/v1/responses', {
      method: 'POST',
      body: JSON.stringify({ ...question, stream: true }),
      ...withFault('malformed-after=3'),
    });
    const frames = (await response.text()).split('\n\n').filter(Boolean);
    const broken = frames.flatMap((frame, index) => {
      try {
        JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? '');
        return [];
      } catch {
        return [index];
      }
    });
    assert.deepEqual(broken, [3]);
    assert.ok(frames.length > 20);
  });

  it('falls silent after so many events, until the client goes', async () => {
    const { client } = startLocal();
    const stream = await client.responses.create({ ...question, stream: true }, withFault('stall-after=2'));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of stream) seen.push(event.type);
    })();
    while (seen.length < 2) await turn();
    for (let count = 0; count < 20; count++) await turn();
    assert.equal(seen.length, 2);
    stream.controller.abort();
    await reading;
  });

  it('fails the response itself as the real API does: an error of its own, then the failed response', async () => {
    const { client, service } = startLocal();
    const body = { ...question, stream: true as const, background: true };
    const { types, error } = await read(await client.responses.create(body, withFault('fail-after=8')));
    assert.equal(types.length, 8);
    assert.ok(error instanceof APIError);
    assert.deepEqual([error.code, error.message], ['server_error', 'The response failed, as the request asked for.']);

    const response = await service.fetch('http://local/v1/responses', {
      method: 'POST',
      body: JSON.stringify(body),
      ...withFault('fail-after=8'),
    });
    const frames = (await response.text()).split('\n\n').filter(Boolean);
    const kinds = frames.map((frame) => /^event: (.*)$/m.exec(frame)?.[1]);
    assert.deepEqual(kinds.slice(8), ['error', 'response.failed']);
    await assert.rejects(client.responses.create(question, withFault('fail-after=8')), InternalServerError);
  });

  it('is read from the metadata of a response too', async () => {
    const { client } = startLocal();
    const body = { ...question, stream: true as const, metadata: { 'x-local-fault': 'cut-after=4' } };
    assert.equal((await read(await client.responses.create(body))).types.length, 4);
    const metadata = { 'x-local-fault': 'status=429' };
    await assert.rejects(client.responses.create({ ...question, metadata }), RateLimitError);
  });

  it('is refused where it does not exist', async () => {
    const { client } = startLocal();
    for (const fault of ['explode=1', 'latency', 'latency=-1', 'pace=fast', '__proto__=1']) {
      await assert.rejects(client.models.list(withFault(fault)), BadRequestError, fault);
    }
  });
});
