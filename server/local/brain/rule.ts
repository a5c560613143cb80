import type { WrittenCode, InputFile } from '../code-writer/index.ts';
import type { Actions } from './actions.ts';
import type { Turn } from './turn.ts';

/** What the rules need beside the turn. */
export interface Means {
  /** Python for a question, or undefined where no code can answer it. */
  writeCode: (question: string, files: readonly InputFile[]) => WrittenCode | undefined;
  /** False where the package that runs Python is not installed. */
  hasPython: () => boolean;
}

/** One way to answer; says whether it has. */
export type Rule = (turn: Turn, actions: Actions, means: Means) => Promise<boolean>;
