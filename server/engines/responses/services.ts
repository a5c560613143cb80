import type OpenAI from 'openai';
import type { RunContext } from '../../engine.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import { questionOf } from '../tools/question-of.ts';
import type { ToolSettings } from '../tools/tools.ts';
import type { FileKeeper } from './file-keeper.ts';
import type { ItemKeeper } from './item-keeper.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import type { ResponsesThread, ThreadKeeper } from './thread-keeper.ts';
import type { Round } from './round.ts';

/** What all parts of the engine share. */
export interface CommonServices {
  tools: ToolSettings;
  /** True for functions the server runs itself. */
  isServerFunction(name: string): boolean;
  /** The call itself, or the question whether it may be made. */
  questionOf(call: FunctionQuestion): Question;
}

export function commonServices(tools: ToolSettings): CommonServices {
  return {
    tools,
    // A function nobody knows is answered by the server too: the model has made it up.
    isServerFunction: (name) => !tools.functions.has(name) || tools.functions.get(name)?.execute !== undefined,
    questionOf: (call) => questionOf(call, tools.functions),
  };
}

/** The same for threads that are kept in one way. */
export interface Services extends CommonServices {
  threads: ThreadKeeper;
  items: ItemKeeper;
  files: FileKeeper;
  /** By which the service can be asked what has become of a response; undefined where nobody but the adapter knows of one. */
  client: OpenAI | undefined;
  /** The service runs on when a connection breaks: a run can be read again, and has to be cancelled. */
  isBackground: boolean;
  /** What a response that broke off has said so far is kept by whoever makes it. */
  keepsPartial: boolean;
  respond: Respond;
}

/** Begins one response, never twice. */
export type Respond = (
  round: Round,
  thread: ResponsesThread,
  context: RunContext,
  signal: AbortSignal,
) => Promise<AsyncIterable<UpstreamEvent>>;
