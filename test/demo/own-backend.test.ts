import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ownBackend } from '../../demo/own-backend.ts';
import type { Thread } from '../../protocol/index.ts';
import { chunks, grow, Harness, ofType, Reading, textOf } from '../server/support/harness.ts';

interface Asked {
  messages: { role: string; content: string }[];
  user: string;
}

describe('the example of an own backend', () => {
  const asked: Asked[] = [];
  let answer: (response: ServerResponse) => void;
  let harness: Harness;
  let threadId: string;
  const server = createServer(async (request, response) => {
    asked.push((await json(request)) as Asked);
    answer(response);
  });

  before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    asked.length = 0;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = new Harness({} as Harness['upstream'], { engine: ownBackend(url) as never });
    threadId = ((await (await harness.post('/threads', {})).json()) as Thread).id;
  });

  it('answers with text and the source that a sentence rests on', async () => {
    const lines = [
      { text: 'The fee is 12 € 😀.' },
      { source: { url: 'https://bank.test/fees', title: 'Fees', quote: 'A fee of 12 € is due.' } },
      { text: ' Anything else?' },
    ];
    const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    // A piece of the network ends anywhere, also within a character.
    answer = (response) => {
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
      response.end();
    };
    const told = await chunks(await harness.send(threadId, 'What does it cost?', 'u1'));
    assert.equal(textOf(grow(told)), 'The fee is 12 € 😀. Anything else?');
    const [annotation] = ofType(told, 'data-annotation').map(({ data }) => data);
    const { start, end, quote, source } = annotation ?? {};
    assert.deepEqual([start, end, quote], [19, 19, 'A fee of 12 € is due.']);
    assert.deepEqual(source, {
      type: 'url',
      id: 'https://bank.test/fees',
      url: 'https://bank.test/fees',
      title: 'Fees',
    });
  });

  it('is told what was said before, and who asks', async () => {
    answer = (response) => response.end('{"text":"Yes."}');
    await chunks(await harness.send(threadId, 'Is it open?', 'u1'));
    await chunks(await harness.send(threadId, 'And now?', 'u2'));
    assert.deepEqual(
      asked[1]?.messages.map(({ role, content }) => [role, content]),
      [
        ['user', 'Is it open?'],
        ['assistant', 'Yes.'],
        ['user', 'And now?'],
      ],
    );
    assert.equal(asked[1]?.user, 'ann');
  });

  it('hears of a stop, and what it has said until then stays', async () => {
    let closed: Promise<unknown> | undefined;
    answer = (response) => {
      closed = once(response, 'close');
      response.write('{"text":"Once upon a time"}\n');
    };
    const reading = new Reading(await harness.send(threadId, 'Tell me a story', 'u1'));
    await reading.until('text-delta');
    await harness.post(`/chat/${threadId}/stop`, {});
    await closed;
    await reading.leave();
    answer = (response) => response.end('{"text":"Fine."}');
    await chunks(await harness.send(threadId, 'Go on', 'u2'));
    assert.equal(asked[1]?.messages[1]?.content, 'Once upon a time');
  });

  it('fails in words for a person where the service fails, and the host hears why', async () => {
    answer = (response) => response.writeHead(500).end('secret stack');
    const told = await chunks(await harness.send(threadId, 'Hello', 'u1'));
    assert.equal(ofType(told, 'data-error')[0]?.data.code, 'service_failed');
    assert.doesNotMatch(JSON.stringify(told), /secret|500/);
    assert.match(
      harness.errors.map((error) => String((error as Error).cause ?? error)).join(),
      /The service answers 500/,
    );
  });
});
