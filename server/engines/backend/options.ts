import type { ChatCompletionFunctionTool, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { Owner } from '../../access/owner.ts';
import type { ChatDelta } from '../responses/stateless/chat/chat-output.ts';
import type { LentCodeInterpreter, LentFile, LentFileSearch } from '../tools/lent-tools.ts';
import type { FunctionTool } from '../tools/tools.ts';

export interface BackendOptions {
  /** What pages and logs call it, e.g. `langgraph`. */
  name: string;
  /**
   * Answers what was said, piece by piece. It is called again when a function that it has called has been carried out. What it
   * throws ends the run with an error, and only `onError` hears its words; what it has said until then stays. It should end when
   * the signal says so; nobody listens to it any longer then.
   */
  answer(request: BackendRequest): AsyncIterable<BackendPiece>;
  /** Functions that it may call, and lent tools; each is told in `request.tools`. */
  tools?: BackendTools;
  /** It looks at pictures; true by default. Else they are told by their names. */
  images?: boolean;
  /** It reads PDF files; false by default. */
  pdfs?: boolean;
}

export interface BackendTools {
  codeInterpreter?: false | LentCodeInterpreter;
  fileSearch?: false | LentFileSearch;
  // Undefined, since what may be left out is that, too, for compilers without `exactOptionalPropertyTypes`.
  [name: string]: FunctionTool | LentCodeInterpreter | LentFileSearch | false | undefined;
}

/** All that was said, in the words of Chat Completions: https://platform.openai.com/docs/api-reference/chat/create. */
export interface BackendRequest {
  /** The oldest first; texts in files stand in the message that they came with, pictures as `data:` addresses. */
  messages: ChatCompletionMessageParam[];
  /** What may be called; nothing when it must now say what it knows. */
  tools: ChatCompletionFunctionTool[];
  /** The files that the person has given to the thread. */
  files: readonly LentFile[];
  /** For whom the answer is. */
  owner: Owner;
  /** The thread, by the id that the page knows it by. */
  thread: { id: string };
  /** Aborts when the run is stopped, or nothing has come for too long. */
  signal: AbortSignal;
}

/**
 * A piece of text, or a delta as Chat Completions stream it; what the text until here rests on; or, at the end, that something
 * has cut the answer short.
 */
export type BackendPiece =
  | string
  | ChatDelta
  | { citation: BackendCitation }
  | { finish_reason: 'stop' | 'length' | 'content_filter' };

/** The page lights the sentence that ends there, and shows the quote. */
export type BackendCitation =
  | {
      /** Absolute, http or https. */
      url: string;
      title?: string;
      /** The very words of the source. */
      quote?: string;
    }
  | {
      /** One of `request.files`. */
      fileId: string;
      quote?: string;
    };
