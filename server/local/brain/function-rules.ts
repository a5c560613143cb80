import type { FunctionTool } from 'openai/resources/responses/responses';
import { chooseFunction } from './choose-function.ts';
import { fillArguments, type Filled } from './fill-arguments.ts';
import type { Rule } from './rule.ts';
import type { Turn } from './turn.ts';

interface Candidate extends Filled {
  tool: FunctionTool;
}

/** Calls the function whose words the question has, where every argument it needs can be read from the text. */
export const callFunction: Rule = async (turn, actions) => {
  const candidate = findCandidate(turn);
  if (!candidate || candidate.missing.length > 0) return false;
  await actions.call(candidate.tool.name, candidate.values);
  return true;
};

/** Asks for the argument that is missing; comes late, since the question may be answered from a file instead. */
export const askForArgument: Rule = async (turn, actions) => {
  const candidate = findCandidate(turn);
  const [first] = candidate?.missing ?? [];
  if (!candidate || !first) return false;
  const names = candidate.missing.map(({ name }) => `**${name}**`);
  const list = new Intl.ListFormat('en').format(names);
  const hint = candidate.missing.length === 1 && first.description ? ` (${first.description.replace(/\.$/, '')})` : '';
  await actions.say({ text: `To call \`${candidate.tool.name}\` I still need the ${list}${hint}. What should it be?` });
  return true;
};

function findCandidate(turn: Turn): Candidate | undefined {
  if (turn.forced === 'file_search' || turn.forced === 'code_interpreter') return undefined;
  const { forced } = turn;
  const allowed = turn.functions.filter(({ name }) => typeof forced !== 'object' || name === forced.function);
  const insists = typeof forced === 'object' || (forced === 'any' && !turn.canSearch && !turn.canRun);
  const tool = chooseFunction(turn.question, allowed) ?? (insists ? allowed[0] : undefined);
  if (tool) return { tool, ...fillArguments(turn.question, tool) };

  // The question before may have been one that an argument was missing for, and this the argument.
  const [before] = turn.earlier;
  const asked = before === undefined ? undefined : chooseFunction(before, allowed);
  if (!before || !asked || fillArguments(before, asked).missing.length === 0) return undefined;
  const together = { tool: asked, ...fillArguments(`${before} ${turn.question}`, asked, turn.question) };
  return together.missing.length === 0 ? together : undefined;
}
