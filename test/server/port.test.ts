// The adapter behind a real port: what only sockets show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileRef } from '../../protocol/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { chunks, grow, Harness, Reading, textOf } from './support/harness.ts';
import { listening } from './support/listening.ts';
import { message } from './support/response-events.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

function send(url: string, init: RequestInit = {}): Promise<Response> {
  const body = JSON.stringify({
    id: 'c',
    messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  });
  return fetch(`${url}/chat`, { method: 'POST', body, ...init });
}

test('words arrive while the answer is still being written', async () => {
  const held = gate();
  const harness = new Harness(
    new FakeOpenAI(() => [{ item: message('First. ') }, { wait: held.opened }, { item: message('Second.') }]),
  );
  const reading = new Reading(await send(await listening(harness)));
  await reading.until('text-end');
  held.open();
  assert.equal(textOf(grow(await reading.all())), 'First. Second.');
});

test('a connection that is torn down stops nothing, and the rest is read over another one', async () => {
  const held = gate();
  const harness = new Harness(
    new FakeOpenAI(() => [{ item: message('First. ') }, { wait: held.opened }, { item: message('Second.') }]),
  );
  const url = await listening(harness);
  const tearing = new AbortController();
  const reading = new Reading(await send(url, { signal: tearing.signal }));
  await reading.until('text-delta');
  tearing.abort();
  await assert.rejects(reading.all());
  const cursor = reading.seen.at(-1)?.id ?? '';
  const rest = fetch(`${url}/chat/c/stream`, { headers: { 'last-event-id': cursor } });
  held.open();
  const list = [...reading.seen.map(({ chunk }) => chunk), ...(await chunks(await rest))];
  assert.equal(textOf(grow(list)), 'First. Second.');
  assert.equal(harness.upstream.count('POST', /cancel$/), 0);
});

test('a file goes in and comes out over the wire as it is', async () => {
  const url = await listening(new Harness(new FakeOpenAI()));
  const bytes = crypto.getRandomValues(new Uint8Array(60_000));
  const body = new FormData();
  body.append('file', new File([bytes], 'größe.bin'));
  const ref = (await (await fetch(`${url}/files`, { method: 'POST', body })).json()) as FileRef;
  assert.ok(ref.url.startsWith(`${url}/files/`));
  const response = await fetch(ref.url);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  assert.match(response.headers.get('content-disposition') ?? '', /filename\*=UTF-8''gr%C3%B6%C3%9Fe\.bin/);
});
