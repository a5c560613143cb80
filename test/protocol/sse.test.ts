import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decodeEvents,
  encodeEvent,
  EventDecoder,
  keepAlive,
  MalformedStreamError,
  streamEnd,
  streamStart,
  type WireEvent,
} from '../../protocol/index.ts';

const events: WireEvent[] = [
  { id: 'run.a.b.0', chunk: { type: 'start', messageId: 'm1' } },
  { id: 'run.a.b.1', chunk: { type: 'text-start', id: 't' } },
  { chunk: { type: 'text-delta', id: 't', delta: 'Zwölf Größen, 𝒳 🦊\n"quoted" \\ \u2028 \u0000' } },
  { id: 'run.a.b.3', chunk: { type: 'text-end', id: 't' } },
  { id: 'run.a.b.4', chunk: { type: 'finish', finishReason: 'stop' } },
];
const written =
  streamStart + events.map((event, at) => encodeEvent(event) + (at % 2 ? keepAlive : '')).join('') + streamEnd;

describe('encodeEvent and decodeEvents', () => {
  it('read back what was written, cut at every byte', () => {
    const bytes = new TextEncoder().encode(written);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const decoder = new EventDecoder();
      const read = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((piece) => decoder.push(piece).events);
      assert.deepEqual(read, events, `cut at byte ${cut}`);
    }
  });

  it('read back what was written, byte by byte and with every line end', () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const decoder = new EventDecoder();
      const read: WireEvent[] = [];
      for (const byte of new TextEncoder().encode(`\uFEFF${written.replaceAll('\n', lineEnd)}`)) {
        read.push(...decoder.push(Uint8Array.of(byte)).events);
      }
      assert.deepEqual(read, events);
    }
  });

  it('join data lines, and pass over other fields and comments', () => {
    const decoder = new EventDecoder();
    const bytes = new TextEncoder().encode('event: x\n:\n: hello\ndata:{"type":\ndata: "start"}\nretry: 5\n\n\n\n');
    assert.deepEqual(decoder.push(bytes).events, [{ chunk: { type: 'start' } }]);
  });

  it('refuse an event that is not JSON or no chunk, and keep those before it', async () => {
    for (const bad of ['data: {"type":\n\n', 'data: 7\n\n', 'data: {"type":1}\n\n', 'data: null\n\n']) {
      const read: WireEvent[] = [];
      await assert.rejects(async () => {
        for await (const event of decodeEvents(bodyOf([encodeEvent(events[0]!) + bad]))) read.push(event);
      }, MalformedStreamError);
      assert.deepEqual(read, [events[0]]);
    }
  });

  it('refuse an event without end before it fills the memory', () => {
    for (const piece of ['data: aaaaaaaaaa', 'a'.repeat(16), 'data: aaaaaa\n']) {
      const decoder = new EventDecoder({ maxEventLength: 100 });
      const bytes = new TextEncoder().encode(piece);
      const failures = Array.from({ length: 100 }, () => decoder.push(bytes).failure);
      assert.ok(failures.some((failure) => failure instanceof MalformedStreamError));
    }
  });

  it('end quietly where the body ends inside an event', async () => {
    const read: WireEvent[] = [];
    for await (const event of decodeEvents(bodyOf([encodeEvent(events[0]!), 'data: {"type":"fin']))) read.push(event);
    assert.deepEqual(read, [events[0]]);
  });

  it('cancel the body when the reader leaves', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(encodeEvent(events[0]!))),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of decodeEvents(body)) break;
    assert.ok(cancelled);
  });
});

function bodyOf(pieces: string[]): ReadableStream<Uint8Array> {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
}
