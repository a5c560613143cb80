import type { FunctionTool } from 'openai/resources/responses/responses';
import type { LentTools } from '../answering/lent-tools.ts';
import type { UsableTools } from '../answering/usable-tools.ts';

/** What there is to answer. */
export interface Turn {
  /** What the person says now; empty where they sent files alone. */
  question: string;
  /** What they said before, the latest first. */
  earlier: readonly string[];
  /** Ids of the files that came with this message. */
  attached: ReadonlySet<string>;
  /** How many pictures came with this message. */
  pictures: number;
  /** Results of functions that nothing has been said about yet. */
  results: readonly FunctionResult[];
  functions: readonly FunctionTool[];
  canSearch: boolean;
  canRun: boolean;
  /** Kinds of tools that are offered and that this engine cannot use. */
  unusable: readonly string[];
  forced?: NonNullable<UsableTools['forced']>;
  /** Tools of this service that run where the request comes from. */
  lent?: LentTools;
}

export interface FunctionResult {
  name: string;
  /** As the function gave it: text, often JSON. */
  output: string;
}
