import type { Expectation } from './expectation.ts';
import { mayTell } from './honest-errors.ts';
import type { Case, Result } from './run-case.ts';

/**
 * - `survived`: everything is as if nothing had happened, and nobody has noticed;
 * - `told`: the same, but an error was shown on the way, where that is the honest thing to do;
 * - `unheard`: all is well in the page, but its first message has also begun a conversation that nobody will see;
 * - `lost`: something is missing or wrong, or an error was shown without need;
 * - `doubled`: something was asked or answered twice.
 */
export type Verdict = { kind: 'survived' | 'told' | 'unheard' } | { kind: 'lost' | 'doubled'; why: string };

export function judge(given: Case, result: Result, expectation: Expectation): Verdict {
  const { questions } = given;
  const { view, reopened, errors, extraRuns, extraThreads, flaws, stopped } = result;
  // Instances that share nothing cannot know of a conversation whose name its page has never heard: see docs/reliability.md.
  const isUnheard = !given.sharesStore && extraThreads > 0;
  // A round of functions whose beginning nobody has seen, or whose process has died, is begun again by whoever tries again.
  const callers = questions.filter((question) => question === 'call' || question === 'ask');
  const begunAgain =
    callers.length > 0
      ? Math.max(errors.length, result.struck.some(({ act }) => act === 'die') ? callers.length : 0)
      : 0;
  if (extraRuns > (isUnheard ? extraThreads : 0) + begunAgain)
    return { kind: 'doubled', why: `${extraRuns} runs too many` };
  for (const [where, seen] of [
    ['the page', view],
    ['the page loaded anew', reopened],
  ] as const) {
    if (seen.length > 2 * questions.length) return { kind: 'doubled', why: `${where} has ${seen.length} messages` };
    for (const [turn, question] of questions.entries()) {
      const [own, answer] = expectation.view(question, turn);
      const [seenOwn, seenAnswer = ''] = seen.slice(2 * turn);
      if (seenOwn !== own) return { kind: 'lost', why: `${where}, question ${turn}: ${difference(own, seenOwn)}` };
      // What a person has stopped is as far as it came.
      if (seenAnswer !== answer && !stopped.has(turn)) {
        return {
          kind: 'lost',
          why: `${where}, answer ${turn}: ${difference(answer, seenAnswer)} ${errors.join(', ')}`,
        };
      }
    }
  }
  const [flaw] = flaws;
  if (flaw !== undefined) return { kind: 'lost', why: flaw };
  if (isUnheard) return { kind: 'unheard' };
  if (errors.length === 0) return { kind: 'survived' };
  return mayTell(given, result) ? { kind: 'told' } : { kind: 'lost', why: `shown without need: ${errors.join(', ')}` };
}

function difference(expected: string, seen = ''): string {
  let at = 0;
  while (at < expected.length && expected[at] === seen[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `${around(seen)} in place of ${around(expected)}`;
}
