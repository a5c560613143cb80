import type { Actions } from './actions.ts';
import { answerExactly, answerFromOlderTable, answerFromRun, answerFromTable } from './code-rules.ts';
import { admitNothingFound, answerFromFiles } from './file-rules.ts';
import { askForArgument, callFunction } from './function-rules.ts';
import { asksForHelp, helpText } from './help-text.ts';
import { resultsText } from './results-text.ts';
import type { Means, Rule } from './rule.ts';
import type { Turn } from './turn.ts';

/** The most certain first: what can only be meant one way goes before what merely sounds alike. */
const rules: readonly Rule[] = [
  answerExactly,
  callFunction,
  answerFromTable,
  answerFromFiles,
  answerFromOlderTable,
  askForArgument,
  admitNothingFound,
];

/**
 * Answers by rules. Everything said is computed from what was given, and where no rule fits the answer says so and what could be
 * asked instead.
 */
export async function think(turn: Turn, actions: Actions, means: Means): Promise<void> {
  const { ran, found } = turn.lent ?? {};
  if (ran && (await answerFromRun(turn, actions, means))) return;
  if (turn.results.length > 0 && !found) return actions.say({ text: resultsText(turn.results) });
  if (turn.forced || !asksForHelp(turn)) {
    // What was searched for has been asked for by the rules before.
    const left = found ? rules.slice(rules.indexOf(answerFromFiles)) : rules;
    for (const rule of left) if (await rule(turn, actions, means)) return;
  }
  return actions.say({ text: await helpText(turn, actions, means) });
}
