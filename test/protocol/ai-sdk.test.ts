import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  convertToModelMessages,
  createUIMessageStream,
  createUIMessageStreamResponse,
  DefaultChatTransport,
  readUIMessageStream,
  type UIMessage as AiMessage,
} from 'ai';
import {
  applyChunk,
  decodeEvents,
  encodeEvent,
  keepAlive,
  streamEnd,
  streamHeaders,
  streamStart,
  type Chunk,
  type UIMessage,
} from '../../protocol/index.ts';

const annotation = {
  textId: 't',
  start: 6,
  end: 6,
  kind: 'file_citation',
  source: { type: 'file', id: 'f', filename: 'a.txt' },
  quote: 'A passage.',
} as const;

const written: Chunk[] = [
  { type: 'start', messageId: 'm1', messageMetadata: { threadId: 'th', run: { id: 'run.1', status: 'in_progress' } } },
  { type: 'start-step' },
  { type: 'tool-input-start', toolCallId: 'c', toolName: 'code_interpreter', providerExecuted: true },
  { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '{"code":"1' },
  {
    type: 'tool-input-available',
    toolCallId: 'c',
    toolName: 'code_interpreter',
    providerExecuted: true,
    input: { code: '1' },
  },
  { type: 'data-status', transient: true, data: { phase: 'code', text: 'Running' } },
  {
    type: 'tool-output-available',
    toolCallId: 'c',
    providerExecuted: true,
    output: { outputs: [{ type: 'logs', logs: '1\n' }] },
  },
  { type: 'text-start', id: 't', providerMetadata: { kit: { textId: 't' } } },
  { type: 'text-delta', id: 't', delta: 'Zwölf 🦊.' },
  { type: 'data-annotation', id: 't#0', data: annotation },
  { type: 'data-annotation', id: 't#0', data: { ...annotation, quote: 'Better.' } },
  { type: 'text-end', id: 't', providerMetadata: { kit: { textId: 't' }, openai: { annotations: [] } } },
  { type: 'source-document', sourceId: 'f', mediaType: 'text/plain', title: 'a.txt', filename: 'a.txt' },
  { type: 'message-metadata', messageMetadata: { run: { id: 'run.1', status: 'completed' } } },
  { type: 'finish-step' },
  { type: 'finish', finishReason: 'stop' },
];

describe('the wire', () => {
  it('is read by the AI SDK client as by ours, ids and comments and all', async () => {
    const text =
      streamStart +
      written.map((chunk, at) => encodeEvent({ id: `run.1.${at}`, chunk }) + keepAlive).join('') +
      streamEnd;
    const transport = new DefaultChatTransport({
      api: 'https://kit.test/chat',
      fetch: async () => new Response(inPieces(text, 37), { headers: streamHeaders }),
    });
    const stream = await transport.sendMessages({
      chatId: 'th',
      messageId: undefined,
      trigger: 'submit-message',
      messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      abortSignal: undefined,
    });
    let theirs: AiMessage | undefined;
    for await (const state of readUIMessageStream({ stream, terminateOnError: true })) theirs = state;
    const ours = written.reduce<UIMessage>(applyChunk, { id: '', role: 'assistant', parts: [] });
    assert.deepEqual(JSON.parse(JSON.stringify(theirs)), JSON.parse(JSON.stringify(ours)));
    assert.equal(ours.parts.filter((part) => part.type === 'data-annotation').length, 1);
    assert.ok((await convertToModelMessages([theirs!])).length > 0);
  });

  it('reads the stream that the AI SDK server writes', async () => {
    const response = createUIMessageStreamResponse({
      keepAliveMs: 5,
      stream: createUIMessageStream({
        execute: async ({ writer }) => {
          writer.write({ type: 'start', messageId: 'ai-1' });
          writer.write({ type: 'start-step' });
          writer.write({ type: 'custom', kind: 'acme.thing' });
          writer.write({ type: 'text-start', id: '0' });
          writer.write({ type: 'text-delta', id: '0', delta: 'Hello ' });
          await new Promise((resolve) => setTimeout(resolve, 20));
          writer.write({ type: 'text-delta', id: '0', delta: 'wörld' });
          writer.write({ type: 'text-end', id: '0' });
          writer.write({ type: 'source-url', sourceId: 's', url: 'https://example.org/', title: 'E' });
          writer.write({ type: 'data-weather', id: 'w', data: { celsius: 20 } });
          writer.write({ type: 'finish', finishReason: 'stop' });
        },
      }),
    });
    let message: UIMessage = { id: '', role: 'assistant', parts: [] };
    let last: Chunk | undefined;
    for await (const { id, chunk } of decodeEvents(response.body!)) {
      assert.equal(id, undefined);
      message = applyChunk(message, chunk);
      last = chunk;
    }
    assert.equal(last?.type, 'finish');
    assert.deepEqual(message, {
      id: 'ai-1',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'text', text: 'Hello wörld', state: 'done' },
        { type: 'source-url', sourceId: 's', url: 'https://example.org/', title: 'E' },
        { type: 'data-weather', id: 'w', data: { celsius: 20 } },
      ],
    });
  });
});

function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  let rest = new TextEncoder().encode(text);
  return new ReadableStream({
    pull(controller) {
      if (rest.length === 0) return controller.close();
      controller.enqueue(rest.slice(0, size));
      rest = rest.slice(size);
    },
  });
}
