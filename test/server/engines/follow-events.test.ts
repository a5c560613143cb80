import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import OpenAI from 'openai';
import { followEvents } from '../../../server/engines/responses/follow-events.ts';

/** What one look at the response brings: its events by their numbers, and how that ends. */
interface Look {
  events?: readonly number[];
  end?: 'closed' | 'silent';
  status?: number;
}

const last = 4;
const all = [0, 1, 2, 3, 4];

describe('the events of a response', () => {
  it('are read again from where one is missing', async () => {
    const service = serve({ events: [0, 1, 3, 4] }, { events: [2, 3, 4] });
    assert.deepEqual(await read(service), all);
    assert.deepEqual(service.asked, ['create', 'after 1']);
  });

  it('are taken as they come where the service itself leaves numbers out, and it is asked about that once', async () => {
    const service = serve({ events: [0, 2, 4] }, { events: [2, 4] });
    assert.deepEqual(await read(service), [0, 2, 4]);
    assert.deepEqual(service.asked, ['create', 'after 0']);
  });

  it('come in their order although they were mixed up on the way, each once', async () => {
    const service = serve({ events: [0, 1, 1, 3, 2, 4] }, { events: [2, 3, 4] });
    assert.deepEqual(await read(service), all);
  });

  it('are asked for again where the line is silent, while the service can still be heard of', async () => {
    const service = serve({ events: [0, 1], end: 'silent' }, { events: [2], end: 'silent' }, { events: [3, 4] });
    assert.deepEqual(await read(service, { idleMs: 1000 }), all);
    assert.equal(service.creates, 1);
  });

  it('are waited for while looks at the response are refused, but not for ever', async () => {
    const refusals = [404, 429].map((status) => ({ status }));
    assert.deepEqual(await read(serve({ events: [0, 1] }, ...refusals, { events: [2, 3, 4] })), all);

    const gone = serve({ events: [0, 1] }, ...Array.from({ length: 4 }, () => ({ status: 404 })));
    await assert.rejects(read(gone), { code: 'service_cut' });
    assert.equal(gone.creates, 1);
  });

  it('end with what the service says of the response itself', async () => {
    const service = serve({ status: 429 });
    await assert.rejects(read(service), { code: 'service_busy' });
    assert.equal(service.creates, 1);
  });

  it('are given up where nothing is heard of the response at all', async () => {
    const silence = Array.from({ length: 20 }, (): Look => ({ end: 'silent' }));
    await assert.rejects(read(serve({ events: [0] }, ...silence), { idleMs: 60 }), { code: 'service_silent' });
  });
});

async function read({ client }: ReturnType<typeof serve>, { idleMs = 5000 } = {}): Promise<number[]> {
  const create = (signal: AbortSignal) => client.responses.create({ model: 'm', input: '', stream: true }, { signal });
  const numbers: number[] = [];
  const { signal } = new AbortController();
  for await (const event of followEvents({ background: client, create, idleMs, signal })) {
    numbers.push(event.sequence_number);
  }
  return numbers;
}

/** A service that has one response, and shows it so, look by look. The response itself it cannot tell. */
function serve(...looks: Look[]) {
  const rest = [...looks];
  const asked: string[] = [];
  const client = new OpenAI({
    apiKey: 'sk-test',
    baseURL: 'https://upstream.test/v1',
    maxRetries: 0,
    fetch: (input, init) => {
      const { searchParams } = new URL(input as string);
      const isCreate = init?.method?.toUpperCase() === 'POST';
      if (!isCreate && !searchParams.has('stream')) return Promise.resolve(Response.json({}, { status: 404 }));
      asked.push(isCreate ? 'create' : `after ${searchParams.get('starting_after')}`);
      return Promise.resolve(show(rest.shift() ?? { status: 500 }, init?.signal ?? undefined));
    },
  });
  return {
    client,
    asked,
    get creates() {
      return asked.filter((what) => what === 'create').length;
    },
  };
}

function show({ events = [], end = 'closed', status = 200 }: Look, signal: AbortSignal | undefined): Response {
  if (status !== 200) return Response.json({ error: { message: 'no' } }, { status });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const number of events) controller.enqueue(new TextEncoder().encode(`data: ${eventOf(number)}\n\n`));
      if (end === 'closed') controller.close();
      else signal?.addEventListener('abort', () => controller.error(signal.reason));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function eventOf(sequence_number: number): string {
  const response = { id: 'resp_1', status: 'in_progress', output: [] };
  const type =
    sequence_number === 0
      ? 'response.created'
      : sequence_number === last
        ? 'response.completed'
        : 'response.in_progress';
  return JSON.stringify({ type, response, sequence_number });
}
