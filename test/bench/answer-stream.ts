import type { ServerResponse } from 'node:http';
import { encodeEvent, streamEnd, streamHeaders, streamStart, type Chunk } from '../../protocol/index.ts';
import { textOf, tokensOf } from './texts.ts';

const textId = 'msg-1:0';
const providerMetadata = { kit: { textId } };

/** Writes an answer as our adapter does, `rate` tokens a second, `Infinity` for as fast as it can; tells when a quarter of it is out. */
export async function streamAnswer(
  name: string,
  rate: number,
  response: ServerResponse,
  onQuarter: () => void,
): Promise<void> {
  const tokens = tokensOf(textOf(name));
  const events = encodeAnswer(tokens);
  response.writeHead(200, streamHeaders);
  response.write(streamStart);
  if (rate === Infinity) response.write(events.join(''));
  else await pace(events, rate, response, onQuarter);
  response.end(streamEnd);
}

function encodeAnswer(tokens: readonly string[]): string[] {
  const chunks: Chunk[] = [
    { type: 'start', messageId: crypto.randomUUID(), messageMetadata: { run: { id: 'run', status: 'in_progress' } } },
    { type: 'start-step' },
    { type: 'text-start', id: textId, providerMetadata },
    ...tokens.map((delta): Chunk => ({ type: 'text-delta', id: textId, delta })),
    { type: 'text-end', id: textId, providerMetadata },
    { type: 'finish-step' },
    { type: 'finish', finishReason: 'stop', messageMetadata: { run: { id: 'run', status: 'completed' } } },
  ];
  return chunks.map((chunk, sequence) => encodeEvent({ id: `run.${sequence}`, chunk }));
}

async function pace(events: readonly string[], rate: number, response: ServerResponse, onQuarter: () => void) {
  const begun = performance.now();
  const quarter = events.length / 4;
  for (let sent = 0; sent < events.length && !response.destroyed;) {
    const due = Math.min(events.length, 1 + Math.floor(((performance.now() - begun) / 1000) * rate));
    if (due > sent) response.write(events.slice(sent, due).join(''));
    for (let passed = Math.floor(sent / quarter); passed < Math.floor(due / quarter); passed++) onQuarter();
    sent = due;
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
  }
}
