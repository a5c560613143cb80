import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import type { AnswerItem } from '../parts/tool-output.ts';

/** Where a run's responses come from: made one after the other, or read after somebody else made them. */
export interface ResponseSource {
  /** The response that is read, once it is known. */
  readonly responseId: string | undefined;
  /** Events of the response whose turn it is. */
  events(): AsyncIterable<UpstreamEvent>;
  /** Answers to the functions that the server runs, in the order of the calls. */
  answers(calls: readonly FunctionQuestion[]): AsyncIterable<AnswerItem>;
  /** Goes to the response that was given these answers. */
  proceed(answers: readonly AnswerItem[]): Promise<void>;
  /** Others have to answer. Gives what they have said if they have; undefined ends it here. */
  wait(questions: readonly Question[], answers: readonly AnswerItem[]): Promise<readonly AnswerItem[] | undefined>;
  /** Keeps with the thread how the run has ended. */
  end(state: 'waiting' | 'over'): Promise<void>;
}
