import type { ReplyEvents, Transport } from 'assistant-kit/headless';
import type { AdapterConfig, Chunk, MessageMetadata, UIMessage } from 'assistant-kit/protocol';
import { isTextPart } from 'assistant-kit/protocol';
import { answerTo, answerToFunction } from './lease-answers.ts';

const config: AdapterConfig = {
  engine: 'written beforehand',
  capabilities: {
    uploads: true,
    threads: false,
    resume: false,
    stop: true,
    approvals: false,
    annotations: true,
    fileSearch: false,
    codeInterpreter: false,
    deleteMessages: false,
  },
  limits: { maxFileBytes: 10_000_000, maxFiles: 5, maxTextLength: 2000, accept: '' },
  notice: 'Answers written beforehand',
};

/** Milliseconds from one piece of an answer to the next. */
const pace = 25;

/**
 * Takes the place of a backend within the page, so that examples need none: what it answers stands in `lease-answers.ts`. A page
 * of your own gives its chat an `endpoint` instead.
 */
export function writtenAnswers(): Transport {
  let running = new AbortController();
  const tell = (chunks: readonly Chunk[], messageId = crypto.randomUUID() as string): ReplyEvents => {
    running = new AbortController();
    return reply(chunks, messageId, running.signal);
  };
  return {
    config: async () => config,
    chat: async ({ messages }) => tell(answerTo(textOf(messages.at(-1)))),
    toolOutputs: async (_thread, { outputs: [answer] }) =>
      tell(answerToFunction(answer && 'output' in answer ? answer.output : 'nothing')),
    stop: async () => running.abort(),
    upload: async (file) => ({
      id: crypto.randomUUID(),
      filename: file.name,
      mediaType: file.type,
      bytes: file.size,
      url: URL.createObjectURL(file),
      status: 'ready',
    }),
  };
}

async function* reply(chunks: readonly Chunk[], messageId: string, signal: AbortSignal): ReplyEvents {
  const id = `run-${messageId}`;
  const events = wholeReply(chunks, messageId, id);
  for (const [index, chunk] of events.entries()) {
    if (signal.aborted) {
      yield { id: `${id}.${index}`, chunk: { type: 'finish', messageMetadata: { run: { id, status: 'cancelled' } } } };
      return;
    }
    yield { id: `${id}.${index}`, chunk };
    await new Promise((resolve) => setTimeout(resolve, pace));
  }
}

/** The answer between a beginning and an end; one that calls a function of the page waits for it. */
function wholeReply(chunks: readonly Chunk[], messageId: string, id: string): Chunk[] {
  const waits = chunks.some((chunk) => chunk.type === 'tool-input-available' && !chunk.providerExecuted);
  const begun: MessageMetadata = { threadId: 'lease', run: { id, status: 'in_progress' } };
  const ended: MessageMetadata = { run: { id, status: waits ? 'requires_action' : 'completed' } };
  return [
    { type: 'start', messageId, messageMetadata: begun },
    { type: 'start-step' },
    ...chunks,
    { type: 'finish-step' },
    { type: 'finish', finishReason: waits ? 'tool-calls' : 'stop', messageMetadata: ended },
  ];
}

function textOf(message: UIMessage | undefined): string {
  return message?.parts.find(isTextPart)?.text ?? '';
}
