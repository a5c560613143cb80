import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EventDecoder, type WireEvent } from '../../protocol/index.ts';
import { fuzzing } from '../support/fuzzing.ts';

const encoder = new TextEncoder();
/** Pieces of a stream: events, what looks like them, and what is none. */
const piece = fc.oneof(
  fc.record({ type: fc.string(), delta: fc.jsonValue() }).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`),
  fc.constantFrom(
    '\r',
    '\n',
    '\r\n\r\n',
    'data:',
    'data: [DONE]\n\n',
    'id: 1\n',
    ': x\n\n',
    '\0',
    '\uFEFF',
    'data: {}\n\n',
  ),
  fc.string({ unit: 'binary' }),
);
const bytes = fc
  .tuple(fc.array(piece), fc.uint8Array({ maxLength: 8 }))
  .map(([pieces, tail]) => new Uint8Array([...encoder.encode(pieces.join('')), ...tail]));

function decode(parts: Uint8Array[]): { events: WireEvent[]; failure: Error | undefined } {
  const decoder = new EventDecoder({ maxEventLength: 500 });
  const events: WireEvent[] = [];
  for (const part of parts) {
    const { events: more, failure } = decoder.push(part);
    events.push(...more);
    if (failure) return { events, failure };
  }
  return { events, failure: undefined };
}

test('any bytes are events or a failure of the stream, the same ones however they were cut', () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(64), { minLength: 1, maxLength: 20 }), (stream, cuts) => {
      const parts: Uint8Array[] = [];
      for (let at = 0, index = 0; at < stream.length; index++) {
        const end = at + 1 + (cuts[index % cuts.length] ?? 0);
        parts.push(stream.subarray(at, end));
        at = end;
      }
      const [whole, cut] = [decode([stream]), decode(parts)];
      // Too long is found sooner where it comes in one piece, behind the same events.
      if (whole.failure?.message.includes('longer')) return;
      assert.deepEqual(cut.events, whole.events);
      assert.equal(cut.failure?.message, whole.failure?.message);
    }),
    fuzzing,
  );
});
