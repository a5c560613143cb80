import type { ServerResponse } from 'node:http';
import type { Act, Fault } from './fault.ts';

export interface Carriage {
  from: AsyncIterable<Buffer>;
  to: ServerResponse;
  faults: readonly Fault[];
  /** Most bytes that are written at once. */
  pieceSize: number;
  /** What a person does, or what befalls the adapter, at that moment. */
  happen: (act: Act) => Promise<void>;
}

/** Acts after which nothing more is carried. */
const endings = new Set<Act>(['end', 'close', 'reset', 'stall', 'die']);
const heldMs = 15;
/** With a turn of the event loop for each, a body of single bytes would take longer than anybody waits. */
const piecesAtOnce = 32;

/** Carries a body on, with what befalls it on its way. Resolves when nothing more of it will be carried. */
export async function carryBody(carriage: Carriage): Promise<'whole' | Act> {
  const { from, to, faults, happen } = carriage;
  let written = 0;
  let event = 0;
  let late: Buffer | undefined;
  let end: Act | undefined;

  /** Writes it unless something ends the connection before or inside of it. */
  const write = async (bytes: Buffer): Promise<boolean> => {
    const cut = faults.find(({ at }) => isByte(at) && at.byte >= written && at.byte < written + bytes.length);
    if (!cut || !isByte(cut.at)) {
      written += bytes.length;
      return writePieces(carriage, bytes);
    }
    await writePieces(carriage, bytes.subarray(0, cut.at.byte - written));
    end = cut.act;
    return false;
  };

  for await (const frame of framesOf(from)) {
    if (to.destroyed) return 'close';
    if (frame === 'cut') {
      end = 'close';
      break;
    }
    const isEvent = frame[0] !== colon;
    const here = isEvent
      ? faults.filter(({ at }) => typeof at === 'object' && 'event' in at && at.event === event)
      : [];
    if (isEvent) event++;
    const shapes = new Set(here.map(({ act }) => act));
    for (const { act } of here) if (act === 'reload' || act === 'stop' || act === 'watch') await happen(act);
    const ending = here.find(({ act }) => endings.has(act));
    if (ending) {
      const inside = typeof ending.at === 'object' && 'event' in ending.at ? (ending.at.byte ?? 0) : 0;
      await writePieces(carriage, frame.subarray(0, Math.min(inside, frame.length - 1)));
      end = ending.act;
      break;
    }
    if (shapes.has('hold')) await new Promise((resolve) => setTimeout(resolve, heldMs));
    if (shapes.has('swap')) {
      late = frame;
      continue;
    }
    const shaped = [...(shapes.has('skip') ? [] : [shape(frame, shapes)]), ...(shapes.has('twice') ? [frame] : [])];
    const bytes = Buffer.concat(late ? [...shaped, late] : shaped);
    late = undefined;
    if (!(await write(bytes))) break;
  }
  if (!end && late) await write(late);
  if (end === 'die') await happen('die');
  await leave(to, end ?? 'end');
  return end ?? 'whole';
}

function isByte(at: Fault['at']): at is { byte: number } {
  return typeof at === 'object' && !('event' in at);
}

const colon = ':'.charCodeAt(0);

function shape(frame: Buffer, shapes: ReadonlySet<Act>): Buffer {
  if (shapes.has('halve')) return Buffer.concat([frame.subarray(0, frame.length / 2), Buffer.from('\n\n')]);
  if (!shapes.has('garble')) return frame;
  const garbled = Buffer.from(frame);
  garbled.fill(0xff, frame.length / 2, frame.length - 2);
  return garbled;
}

/** Events with the empty line behind them; what has none comes as it is. */
async function* framesOf(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer | 'cut'> {
  let rest = Buffer.alloc(0);
  try {
    for await (const bytes of body) {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        yield rest.subarray(0, end + 2);
        rest = rest.subarray(end + 2);
      }
    }
  } catch {
    yield 'cut';
    return;
  }
  if (rest.length > 0) yield rest;
}

async function writePieces({ to, pieceSize }: Carriage, bytes: Buffer): Promise<boolean> {
  let pieces = 0;
  for (let start = 0; start < bytes.length; start += pieceSize) {
    if (to.destroyed) return false;
    const isTaken = to.write(bytes.subarray(start, start + pieceSize));
    if (!isTaken) await drained(to);
    else if (++pieces % piecesAtOnce === 0) await new Promise(setImmediate);
  }
  return true;
}

function drained(to: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    to.once('drain', resolve);
    to.once('close', resolve);
  });
}

async function leave(to: ServerResponse, end: Act): Promise<void> {
  switch (end) {
    case 'end':
      to.end();
      return;
    case 'stall':
      // Until the one who waits has had enough.
      if (!to.destroyed) await new Promise<void>((resolve) => to.once('close', resolve));
      return;
    case 'reset':
      to.socket?.resetAndDestroy();
      return;
    default:
      // What has been written arrives.
      await new Promise<void>((resolve) => to.write('', () => resolve()));
      to.destroy();
  }
}
