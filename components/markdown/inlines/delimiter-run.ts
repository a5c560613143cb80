/** Characters of emphasis or strikethrough in a row, as a token and as a member of the stack of delimiters. */
export interface DelimiterRun {
  readonly type: 'run';
  readonly from: number;
  to: number;
  readonly character: string;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** How many characters have no partner. */
  count: number;
  /** Lengths of the markers that this run closes, in the order in which they stand. */
  readonly closes: number[];
  /** Lengths of the markers that this run opens, the innermost first. */
  readonly opens: number[];
  previous: DelimiterRun | null;
  next: DelimiterRun | null;
  /** It may still find a partner. */
  active: boolean;
}

const space = /\s/;
const punctuation = /[\p{P}\p{S}]/u;

/** Reads the run at that place, by the rules of left- and right-flanking delimiter runs. */
export function readDelimiterRun(text: string, from: number): DelimiterRun {
  const character = text[from] ?? '';
  let to = from;
  while (text[to] === character) to++;
  const before = characterBefore(text, from);
  const after = to < text.length ? String.fromCodePoint(text.codePointAt(to) ?? 10) : '\n';
  const [spaceBefore, spaceAfter] = [space.test(before), space.test(after)];
  const [markBefore, markAfter] = [punctuation.test(before), punctuation.test(after)];
  const leftFlanking = !spaceAfter && (!markAfter || spaceBefore || markBefore);
  const rightFlanking = !spaceBefore && (!markBefore || spaceAfter || markAfter);
  const inWord = character === '_';
  const isDelimiter = character !== '~' || to - from <= 2;
  return {
    type: 'run',
    from,
    to,
    character,
    canOpen: isDelimiter && leftFlanking && (!inWord || !rightFlanking || markBefore),
    canClose: isDelimiter && rightFlanking && (!inWord || !leftFlanking || markAfter),
    count: to - from,
    closes: [],
    opens: [],
    previous: null,
    next: null,
    active: false,
  };
}

function characterBefore(text: string, position: number): string {
  return Array.from(text.slice(Math.max(0, position - 2), position)).at(-1) ?? '\n';
}
