/** An exclamation mark after a number or a bracket is a factorial. */
const ending = /(?:[?.:,;]+|(?<![\d)])!+|=\s*[?]*)\s*$/;

const fillers =
  /^(?:hey|hi|hello|please|so|ok(?:ay)?|and|now|just|quick(?:ly)?|question|can|could|would|you|i|me|need|want|to|know|like|tell|give|show|help|with|us|what(?:'|’)?s|whats|what|which|is|are|does|do|how|much|many|calculate|compute|evaluate|work|out|solve|find|figure|add|get|the|a|an|result|value|answer|of|for|equal|equals|come|comes|make|makes|sum|in|python|using|code|run|use|exactly|today|then|again|my|it|this|that)$/i;

/** The core of a question: without the politeness before it and after it, and without its punctuation. */
export function stripFillers(question: string): string {
  const words = question.trim().replace(ending, '').trim().split(/\s+/);
  const isFiller = (word: string | undefined) =>
    word !== undefined && fillers.test(word.replace(/[,:;?.]+$|(?<=[a-z])!+$/i, ''));
  let from = 0;
  let to = words.length;
  while (from < to && isFiller(words[from])) from++;
  while (to > from && isFiller(words[to - 1])) to--;
  return words.slice(from, to).join(' ').replace(ending, '').trim();
}
