import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { AssistantError } from '../../../assistant-error.ts';
import type { RunContext } from '../../../engine.ts';
import type { LentFile, LentTools } from '../../tools/lent-tools.ts';
import { asMessage } from '../conversation-item.ts';
import { errorCode, type UpstreamEvent } from '../map/item-mapper.ts';
import type { Round } from '../round.ts';
import type { ResponsesThread } from '../thread-keeper.ts';
import { fullInput } from './full-input.ts';
import type { KeptItems } from './kept-items.ts';
import { keptItem } from './kept-item.ts';
import { Output, type ServerEnding } from './output/output.ts';
import type { Senses } from './question-content.ts';
import { codeFiles, givenFiles } from './thread-files.ts';

/** Asks the server once. */
export type AskServer = (request: ServerRequest, signal: AbortSignal) => Promise<AsyncIterable<UpstreamEvent>>;

export interface ServerRequest {
  input: ResponseInputItem[];
  /** The files that people have given to the thread. */
  given: readonly LentFile[];
  /** The model must now say what it knows. */
  isLast: boolean;
  context: RunContext;
}

export interface StatelessOptions {
  items: KeptItems;
  lent: LentTools;
  senses: Senses;
  ask: AskServer;
  thread: ResponsesThread;
  round: Round;
  context: RunContext;
  signal: AbortSignal;
}

/**
 * One response by a server that keeps nothing: it is told all that was said in the thread, and what it says is kept when it is
 * over, or as far as it came. Calls of lent tools are carried out on the way.
 */
export async function statelessResponse(options: StatelessOptions): Promise<AsyncIterable<UpstreamEvent>> {
  const { items, lent, senses, ask, thread, round, context, signal } = options;
  const { files, report, maxToolRounds } = context;
  const given = await givenFiles(thread.facts.fileIds, files);
  const answers = round.input.map(keptItem);
  const said = [...(await items.all(thread.id, context)), ...answers];
  const question = said.findLastIndex((item) => asMessage(item)?.role === 'user');
  const output: Output = new Output({
    before: said,
    sinceQuestion: said.slice(question + 1),
    lent,
    code: {
      containerId: `code-${thread.id}`,
      files: () => codeFiles(given, [...said, ...output.items], files),
      store: files,
    },
    search: { files: given, report },
  });
  let asked = 0;
  const askAgain = async () => {
    const isLast = round.isLastRound || asked >= maxToolRounds;
    asked++;
    const input = await fullInput([...said, ...output.items], { files, senses, given });
    return ask({ input, given, isLast, context }, signal);
  };
  const keep = () => items.add(thread.id, [...answers, ...output.items] as ResponseInputItem[], context);
  // Before anything is told: a server that refuses has not begun. What functions have given shall not be lost for it.
  const first = await askAgain().catch(async (error: unknown) => {
    await keep();
    throw error;
  });
  return respond({ output, first, askAgain, keep, maxRounds: maxToolRounds + 1, signal });
}

interface RespondOptions {
  output: Output;
  first: AsyncIterable<UpstreamEvent>;
  askAgain: () => Promise<AsyncIterable<UpstreamEvent>>;
  keep: () => Promise<unknown>;
  maxRounds: number;
  signal: AbortSignal;
}

async function* respond(options: RespondOptions): AsyncGenerator<UpstreamEvent, void, void> {
  const { output, first, askAgain, keep, maxRounds, signal } = options;
  let ending: Partial<ServerEnding> | undefined;
  try {
    yield output.begin();
    for (let events = first, round = 1; ; events = await askAgain(), round++) {
      // Not every server heeds that it must not call any more.
      if (round > maxRounds + 1) throw new AssistantError('service_failed');
      const ended = yield* relay(events, output);
      const calls = output.takeCalls();
      for (const call of ended.status === 'completed' ? calls : []) yield* call.carryOut(signal);
      if (ended.status === 'completed' && calls.length > 0 && !output.hasQuestions) continue;
      ending = ended;
      break;
    }
  } finally {
    // Also what it has come to when it broke off, or was stopped.
    await keep();
  }
  yield output.end(ending);
}

/** Tells the server's response on, and gives back how it ended. */
async function* relay(
  events: AsyncIterable<UpstreamEvent>,
  output: Output,
): AsyncGenerator<UpstreamEvent, Partial<ServerEnding>, void> {
  for await (const event of events) {
    switch (event.type) {
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed': {
        yield* output.endRound(event.response);
        const { error, incomplete_details } = event.response;
        return { status: endings[event.type], error, incomplete_details };
      }
      case 'error':
        return { status: 'failed', error: { code: errorCode(event) as 'server_error', message: '' } };
      default:
        yield* output.take(event);
    }
  }
  throw new AssistantError('service_cut');
}

const endings = {
  'response.completed': 'completed',
  'response.incomplete': 'incomplete',
  'response.failed': 'failed',
} as const;
