import type { ResponseInputItem } from 'openai/resources/responses/responses';

/** One response of a run, as it is asked for. */
export interface Round {
  /** The user's message that is answered; it is in the thread already. */
  questionId: string;
  /** Answers to what the model asked. */
  input: readonly ResponseInputItem[];
  /** The model has called functions often enough and must now say what it knows. */
  isLastRound: boolean;
  /** The run's response before this one, where there was one. */
  before: string | undefined;
}
