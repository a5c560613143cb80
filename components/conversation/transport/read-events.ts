import { EventDecoder, MalformedStreamError, type WireEvent } from '../../../protocol/index.ts';

export interface ReadOptions {
  /** The longest silence in milliseconds. */
  idleMs: number;
  /** The adapter is known to be at the other end, before it has given an id. */
  isOurs: boolean;
}

/**
 * The events of a response, those together that came together. Our adapter writes at least a comment every 15 seconds, so where it
 * writes, which the ids tell as well, silence means that the line is dead although nobody has said so (a laptop was closed, a phone
 * has changed its network): then the reading fails after `idleMs`, and can be taken up again. Other backends may be silent for as
 * long as they like.
 * @throws {MalformedStreamError} and whatever the network throws.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  { idleMs, isOurs }: ReadOptions,
): AsyncGenerator<readonly WireEvent[]> {
  const decoder = new EventDecoder();
  const reader = body.getReader();
  let lastRead = Date.now();
  let mayNotRest = isOurs;
  let isSilent = false;
  const watch = setInterval(() => {
    isSilent = mayNotRest && Date.now() - lastRead > idleMs;
    if (isSilent) void reader.cancel().catch(() => undefined);
  }, idleMs / 4);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (isSilent) throw new MalformedStreamError('The stream has fallen silent.');
      if (done) return;
      lastRead = Date.now();
      const { events, failure } = decoder.push(value);
      mayNotRest ||= events.some(({ id }) => id !== undefined);
      // Those before one that cannot be read stand.
      if (events.length > 0) yield events;
      if (failure) throw failure;
      // A reader that was busy itself must not take that for silence.
      lastRead = Date.now();
    }
  } finally {
    clearInterval(watch);
    // After the end this does nothing; after a break or an error it lets the connection go.
    await reader.cancel().catch(() => undefined);
  }
}
