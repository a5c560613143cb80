import type { Table } from '../table.ts';
import { dateColumnOf } from './column-roles.ts';
import { functionWords, operationWords, rowWords } from './vocabulary.ts';

const groupMarkers = 'by|per|for each|for every|in each|grouped by|group by|broken down by|split by|across';
const timeWords = /^(?:days?|weeks?|months?|quarters?|years?|weekdays?|time|daily|weekly|monthly|quarterly|yearly)$/;
/** Words after "in" or "for" that speak of the answer rather than of the rows. */
const aboutTheAnswer =
  /^(?:python|code|chart|charts|words|english|german|detail|details|general|order|ascending|descending|short|advance|particular|comparison|relation|addition|terms|euros?|dollars?|pounds?|percent|svg|png|using|drawing|making|hand|default|person|people|part|parts|interest|example|instance|further|now|today|first|last|next|answer|result|results|one|both|whole|entire|given|following|available|numeric|numerical)$/;

/** What to say where a text wants groups that the table does not have; undefined where it wants none. */
export function missingGroup(text: string, table: Table): string | undefined {
  const match = new RegExp(
    String.raw`\b(?:${groupMarkers}) (?:(?:the|each|every|all|different) )*(\p{L}[\p{L}\p{M}'-]+)`,
    'u',
  ).exec(text);
  const word = match?.[1];
  if (!word || isKnown(word)) return undefined;
  if (timeWords.test(word))
    return dateColumnOf(table)
      ? undefined
      : `${table.fileName} has no column with dates, so I cannot group by ${word}.`;
  return `I cannot find a column called "${word}" in ${table.fileName}.`;
}

/** A word that wants to choose rows and is neither a column nor a cell: "in Paris" where there is none. */
export function unplacedWord(text: string): string | undefined {
  const pattern =
    /(?:\b(?:in|for|from|at|among|without|except|excluding|only|whose)|\] of) (?:(?:the|a|an|all|any|our|my|his|her|their) )*(\p{L}[\p{L}\p{M}'-]{2,})/gu;
  for (const [, word = ''] of text.matchAll(pattern)) if (!isKnown(word) && !timeWords.test(word)) return word;
  return undefined;
}

/** Whether a text has words that are part of no name, and of no way to ask either. */
export function hasUnplacedWords(text: string): boolean {
  return text
    .split(' ')
    .some((word) => /^\p{L}{4,}$/u.test(word) && !isKnown(word) && !timeWords.test(word) && !politeWords.test(word));
}

const politeWords =
  /^(?:please|could|would|want|need|tell|calculate|compute|determine|find|figure|look|create|make|generate|produce|build|also|then|thanks|thank|kindly|just|there|broken|down|split|grouped|breakdown|table|hello|know|interested|each|according|respect|based|using|separately|individually|respectively|over|across|made|have|sold|sell|sells)$/;

function isKnown(word: string): boolean {
  return functionWords.has(word) || operationWords.has(word) || rowWords.test(word) || aboutTheAnswer.test(word);
}
