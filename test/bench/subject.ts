import type { UIMessage } from '../../protocol/index.ts';

/** One way to show an answer, to be put beside others: a file in `subjects/` whose default export creates it. */
export interface Subject {
  /** Shows what was said before. */
  open(messages: readonly UIMessage[]): void | Promise<void>;
  /** Asks for the answer and shows it as it comes; resolves when all of it is in the document. */
  reply(): Promise<void>;
}

export interface Stage {
  /** An empty element that is as high as the window. */
  readonly element: HTMLElement;
  /** Where the answer is asked for, by POST; it comes as a stream of our protocol. */
  readonly endpoint: string;
  /** The whole answer and all that was said before, for those who know the end before it begins. */
  readonly answer: string;
  readonly history: readonly UIMessage[];
}

export type CreateSubject = (stage: Stage) => Subject | Promise<Subject>;
