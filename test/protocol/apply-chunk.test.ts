import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readUIMessageStream, type UIMessage as AiMessage, type UIMessageChunk } from 'ai';
import { applyChunk, isToolPart, type Chunk, type UIMessage } from '../../protocol/index.ts';

const empty: UIMessage = { id: '', role: 'assistant', parts: [] };

describe('applyChunk', () => {
  it('leaves the message it was given as it was', () => {
    const before = grow([{ type: 'text-start', id: 't' }]);
    const frozen = deepFreeze(before);
    const after = applyChunk(frozen, { type: 'text-delta', id: 't', delta: 'Hi' });
    assert.notEqual(after, before);
    assert.equal(textOf(before), '');
    assert.equal(textOf(after), 'Hi');
  });

  it('keeps the identity of every part but the one that grows', () => {
    const before = grow([{ type: 'start-step' }, { type: 'text-start', id: 't' }]);
    const after = applyChunk(before, { type: 'text-delta', id: 't', delta: 'x' });
    assert.equal(after.parts[0], before.parts[0]);
  });

  it('ignores types it does not know and parts that never began', () => {
    const message = grow([{ type: 'text-start', id: 't' }]);
    const strangers = [
      { type: 'hologram', id: 'x' },
      { type: 'tool-hologram', toolCallId: 'x' },
      { type: 'text-delta', id: 'other', delta: 'x' },
      { type: 'reasoning-end', id: 'other' },
      { type: 'tool-input-delta', toolCallId: 'other', inputTextDelta: '{' },
      { type: 'tool-output-available', toolCallId: 'other', output: 1 },
      { type: 'tool-output-denied', toolCallId: 'other' },
      { type: 'abort' },
      { type: 'error', errorText: 'x' },
      { type: 'finish-step' },
    ] as Chunk[];
    for (const chunk of strangers) assert.equal(applyChunk(message, chunk), message, chunk.type);
  });

  it('replaces data of the same type and id in place, and keeps no transient data', () => {
    const message = grow([
      { type: 'data-file', id: 'a', data: { status: 'processing' } },
      { type: 'data-note', id: 'a', data: 1 },
      { type: 'data-status', transient: true, data: { phase: 'x', text: 'x' } },
      { type: 'data-file', id: 'a', data: { status: 'ready' } },
      { type: 'data-note', data: 2 },
      { type: 'data-note', data: 3 },
    ]);
    assert.deepEqual(message.parts, [
      { type: 'data-file', id: 'a', data: { status: 'ready' } },
      { type: 'data-note', id: 'a', data: 1 },
      { type: 'data-note', data: 2 },
      { type: 'data-note', data: 3 },
    ]);
  });

  it('merges metadata and takes no prototype from it', () => {
    const message = grow([
      { type: 'start', messageId: 'm', messageMetadata: { threadId: 't', run: { id: 'r', status: 'in_progress' } } },
      { type: 'message-metadata', messageMetadata: { run: { id: 'r', status: 'completed' } } },
      { type: 'message-metadata', messageMetadata: JSON.parse('{"__proto__":{"polluted":1}}') },
    ]);
    assert.deepEqual(message.metadata, { threadId: 't', run: { id: 'r', status: 'completed' } });
    assert.equal((message.metadata as object as Record<string, unknown>)['polluted'], undefined);
  });

  it('shows code while it is written', () => {
    const message = grow([
      { type: 'tool-input-start', toolCallId: 'c', toolName: 'code_interpreter', providerExecuted: true },
      { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '{"containerId":"k","code":"print(\\"a\\\\n' },
    ]);
    const [part] = message.parts;
    assert.ok(part && isToolPart(part));
    assert.deepEqual(part.input, { containerId: 'k', code: 'print("a\\n' });
  });

  it('builds what the AI SDK builds, step by step, from a stream with everything in it', async () => {
    assert.deepEqual(await theirs(everything), ours(everything));
  });

  it('builds what the AI SDK builds from random streams', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChunk(), { maxLength: 40 }), async (chunks) => {
        // The AI SDK shows a step's start with the next change only; the last chunk is one.
        const valid = [...wellFormed([{ type: 'start', messageId: 'm' }, ...chunks]), lastChange];
        assert.deepEqual(await theirs(valid), ours(valid));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever the chunks hold', () => {
    const anything = fc.record(
      {
        type: fc.oneof(fc.constantFrom(...everything.map(({ type }) => type)), fc.string()),
        id: fc.jsonValue(),
        delta: fc.jsonValue(),
        toolCallId: fc.jsonValue(),
        toolName: fc.jsonValue(),
        inputTextDelta: fc.jsonValue(),
        data: fc.jsonValue(),
        messageMetadata: fc.jsonValue(),
        providerMetadata: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (chunks) => {
        grow(chunks as unknown as Chunk[]);
      }),
    );
  });
});

const everything: Chunk[] = [
  { type: 'start', messageId: 'm1', messageMetadata: { threadId: 'th', run: { id: 'r', status: 'in_progress' } } },
  { type: 'start-step' },
  { type: 'reasoning-start', id: 'rs:0' },
  { type: 'reasoning-delta', id: 'rs:0', delta: 'Think' },
  { type: 'reasoning-end', id: 'rs:0', providerMetadata: { kit: { a: 1 } } },
  { type: 'tool-input-start', toolCallId: 'ci', toolName: 'code_interpreter', providerExecuted: true, title: 'Code' },
  { type: 'tool-input-delta', toolCallId: 'ci', inputTextDelta: '{"containerId":"k","code":"pri' },
  { type: 'tool-input-delta', toolCallId: 'ci', inputTextDelta: 'nt(1)"' },
  {
    type: 'tool-input-available',
    toolCallId: 'ci',
    toolName: 'code_interpreter',
    providerExecuted: true,
    input: { code: 'print(1)', containerId: 'k' },
  },
  { type: 'data-file', id: 'f', data: file('processing') },
  { type: 'tool-output-available', toolCallId: 'ci', output: { outputs: [] }, preliminary: true },
  { type: 'tool-output-available', toolCallId: 'ci', output: { outputs: [{ type: 'logs', logs: '1' }] } },
  { type: 'tool-input-start', toolCallId: 'mcp', toolName: 'search', dynamic: true },
  { type: 'tool-input-available', toolCallId: 'mcp', toolName: 'search', dynamic: true, input: { q: 1 } },
  { type: 'tool-approval-request', toolCallId: 'mcp', approvalId: 'ap', reason: 'because' },
  { type: 'tool-output-denied', toolCallId: 'mcp' },
  { type: 'tool-input-error', toolCallId: 'bad', toolName: 'weather', input: '{', errorText: 'No JSON' },
  { type: 'tool-input-start', toolCallId: 'err', toolName: 'weather' },
  { type: 'tool-input-available', toolCallId: 'err', toolName: 'weather', input: {} },
  { type: 'tool-output-error', toolCallId: 'err', errorText: 'No weather', providerMetadata: { kit: { b: 2 } } },
  { type: 'finish-step' },
  { type: 'start-step' },
  { type: 'text-start', id: 't:0', providerMetadata: { kit: { textId: 't:0' } } },
  { type: 'text-delta', id: 't:0', delta: 'One ' },
  { type: 'text-start', id: 't:1' },
  { type: 'text-delta', id: 't:1', delta: 'Two' },
  { type: 'text-delta', id: 't:0', delta: 'three' },
  { type: 'source-url', sourceId: 's', url: 'https://example.org/', title: 'E' },
  { type: 'source-document', sourceId: 'd', mediaType: 'text/plain', title: 'a.txt', filename: 'a.txt' },
  { type: 'text-end', id: 't:1' },
  {
    type: 'text-end',
    id: 't:0',
    citations: [{ source: { type: 'source', sourceType: 'url', id: 's', url: 'https://example.org/' }, startIndex: 0 }],
    providerMetadata: { kit: { textId: 't:0' }, openai: { annotations: [] } },
  },
  { type: 'data-file', id: 'f', data: file('ready') },
  { type: 'file', url: 'https://example.org/f', mediaType: 'image/png', providerMetadata: { kit: { fileId: 'f' } } },
  { type: 'message-metadata', messageMetadata: { run: { id: 'r', status: 'completed' } } },
  { type: 'finish-step' },
  { type: 'finish', finishReason: 'stop' },
];

const lastChange: Chunk = { type: 'message-metadata', messageMetadata: {} };

function grow(chunks: Chunk[]): UIMessage {
  return chunks.reduce(applyChunk, empty);
}

/** Every state on the way that our reducer gives, as plain data without the stream ids of growing texts. */
function ours(chunks: Chunk[]): unknown {
  const message = chunks.reduce(applyChunk, empty);
  return plain({
    ...message,
    parts: message.parts.map((part) => (part.type === 'text' ? { ...part, id: undefined } : part)),
  });
}

async function theirs(chunks: Chunk[]): Promise<unknown> {
  let last: AiMessage | undefined;
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk as UIMessageChunk);
      controller.close();
    },
  });
  const message: AiMessage = { id: '', role: 'assistant', parts: [] };
  for await (const state of readUIMessageStream({ stream, message, terminateOnError: true })) last = state;
  return plain(last ?? message);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function textOf(message: UIMessage): string {
  return message.parts.map((part) => (part.type === 'text' && 'text' in part ? part.text : '')).join('');
}

function file(status: 'processing' | 'ready') {
  return {
    id: 'f',
    filename: 'f.png',
    mediaType: 'image/png',
    bytes: 3,
    url: 'https://example.org/f',
    status,
    origin: {},
  };
}

function anyChunk(): fc.Arbitrary<Chunk> {
  const id = fc.constantFrom('a', 'b');
  const pm = fc.constantFrom(undefined, { kit: { n: 1 } }, { openai: { m: [2] } });
  const optional = <T extends object>(facts: T) => plain(facts) as T;
  return fc.oneof(
    fc.constant<Chunk>({ type: 'start-step' }),
    fc.constant<Chunk>({ type: 'finish-step' }),
    fc
      .tuple(fc.constantFrom('text-start', 'reasoning-start', 'text-end', 'reasoning-end'), id, pm)
      .map(([type, id, providerMetadata]) => optional({ type, id, providerMetadata }) as Chunk),
    fc
      .tuple(fc.constantFrom('text-delta', 'reasoning-delta'), id, fc.string(), pm)
      .map(([type, id, delta, providerMetadata]) => optional({ type, id, delta, providerMetadata }) as Chunk),
    fc
      .tuple(id, fc.boolean())
      .map(([toolCallId, dynamic]) => ({ type: 'tool-input-start', toolCallId, toolName: 'x', dynamic }) as Chunk),
    // Beginnings of JSON only: of other texts the AI SDK makes nothing, and nobody sends them.
    fc
      .tuple(id, fc.constantFrom('[', '[[', ''))
      .map(([toolCallId, inputTextDelta]) => ({ type: 'tool-input-delta', toolCallId, inputTextDelta }) as Chunk),
    fc.tuple(id, fc.boolean(), pm).map(
      ([toolCallId, dynamic, providerMetadata]) =>
        optional({
          type: 'tool-input-available',
          toolCallId,
          toolName: 'x',
          dynamic,
          input: { q: 1 },
          providerMetadata,
        }) as Chunk,
    ),
    fc
      .tuple(id, pm)
      .map(
        ([toolCallId, providerMetadata]) =>
          optional({ type: 'tool-output-available', toolCallId, output: [1], providerMetadata }) as Chunk,
      ),
    fc
      .tuple(id, fc.string())
      .map(([toolCallId, errorText]) => ({ type: 'tool-output-error', toolCallId, errorText }) as Chunk),
    fc.tuple(id, fc.jsonValue()).map(([id, data]) => ({ type: 'data-x', id, data }) as Chunk),
    fc
      .dictionary(fc.constantFrom('run', 'threadId'), fc.jsonValue())
      .map((messageMetadata) => ({ type: 'message-metadata', messageMetadata }) as Chunk),
  );
}

/** Leaves out what no server sends and the AI SDK's reader refuses: chunks of parts that are not open, input after the output. */
function wellFormed(chunks: Chunk[]): Chunk[] {
  const open = new Set<string>();
  const calls = new Map<string, { dynamic: boolean; hasInput: boolean }>();
  return chunks.filter((chunk) => {
    if (chunk.type === 'start-step') calls.clear();
    const [kind, action] = chunk.type.split('-');
    if (kind === 'text' || kind === 'reasoning') {
      const key = `${kind}:${(chunk as { id: string }).id}`;
      if (action === 'start') return !open.has(key) && open.add(key);
      return action === 'end' ? open.delete(key) : open.has(key);
    }
    if (kind !== 'tool') return true;
    const { toolCallId, dynamic = false } = chunk as { toolCallId: string; dynamic?: boolean };
    const call = calls.get(toolCallId);
    if (chunk.type === 'tool-input-start') return !call && calls.set(toolCallId, { dynamic, hasInput: false });
    if (chunk.type === 'tool-input-available') {
      if (call?.hasInput || (call && call.dynamic !== dynamic)) return false;
      return calls.set(toolCallId, { dynamic, hasInput: true });
    }
    return chunk.type === 'tool-input-delta' ? call?.hasInput === false : call?.hasInput === true;
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
