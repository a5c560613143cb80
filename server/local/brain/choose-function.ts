import type { FunctionTool } from 'openai/resources/responses/responses';
import { readQuestion } from '../search/question.ts';
import { synonyms } from '../search/synonyms.ts';
import { terms } from '../search/terms.ts';

/** Words that begin the names of functions and say nothing about which one it is. */
const generic = new Set(
  terms('get fetch set list find show create do make run call lookup search query read load check compute'),
);

/** The function whose name, or else whose description, the question speaks of. */
export function chooseFunction(question: string, functions: readonly FunctionTool[]): FunctionTool | undefined {
  const asked = new Set(terms(question));
  const subject = new Set(readQuestion(question).terms);
  let best: { tool: FunctionTool; score: number } | undefined;
  for (const tool of functions) {
    const score = nameScore(tool.name, asked) + descriptionScore(tool.description ?? '', subject);
    if (score >= 3 && score > (best?.score ?? 0)) best = { tool, score };
  }
  return best?.tool;
}

/** Three for each word of the name, two for one that means the same. */
function nameScore(name: string, asked: ReadonlySet<string>): number {
  const words = [...terms(name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' '))];
  const telling = words.filter((word) => !generic.has(word));
  return (telling.length > 0 ? telling : words).reduce((score, word) => {
    if (asked.has(word)) return score + 3;
    return score + ([...synonyms(word)].some((other) => asked.has(other)) ? 2 : 0);
  }, 0);
}

function descriptionScore(description: string, subject: ReadonlySet<string>): number {
  const words = new Set(readQuestion(description).terms);
  return [...words].filter((word) => subject.has(word) && !generic.has(word)).length * 1.5;
}
