import { variablesOf, type Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { plainFormula } from './plain-formula.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface Equation {
  left: Expression;
  right: Expression;
  /** The sides as they were written, on one line. */
  leftText: string;
  rightText: string;
}

const longestFormula = 200;
const mostEquations = 20;

/** The equations a question holds, in their order. */
export function findEquations(question: string): Equation[] {
  const text = plainFormula(question);
  const tokens = tokensOf(text);
  const signs = tokens.flatMap((token, at) => (isEqualsSign(token) ? [at] : [])).slice(0, mostEquations);
  // Names of one letter first: in "is 3x = 6 right" only those are meant. Whole words ("2 * price = 6") where nothing else is found.
  for (const words of [false, true]) {
    const found = signs.flatMap((at) => equationAround(text, tokens, at, words) ?? []);
    const variables = new Set(found.flatMap(({ left, right }) => [...variablesOf(left), ...variablesOf(right)]));
    if (found.length > 0 && variables.size > 0) return found;
  }
  return [];
}

/** The longest formula that begins at a token and the place after it; words that are no variables end it. */
export function formulaFrom(
  tokens: readonly Token[],
  from: number,
  words: boolean,
): { expression: Expression; end: number } | undefined {
  let end = from;
  while (
    end < tokens.length &&
    end - from < longestFormula &&
    belongs(tokens, end, words) &&
    (end === from || fits(tokens[end - 1], tokens[end]))
  )
    end++;
  for (; end > from; end--) {
    const expression = parseExpression(tokens.slice(from, end));
    if (expression) return { expression, end };
  }
  return undefined;
}

function equationAround(text: string, tokens: readonly Token[], at: number, words: boolean): Equation | undefined {
  const right = formulaFrom(tokens, at + 1, words);
  let from = at;
  while (
    from > 0 &&
    at - from < longestFormula &&
    belongs(tokens, from - 1, words) &&
    (from === at || fits(tokens[from - 1], tokens[from]))
  )
    from--;
  for (; from < at; from++) {
    const left = parseExpression(tokens.slice(from, at));
    if (!left || !right) continue;
    return {
      left,
      right: right.expression,
      leftText: textOf(text, tokens, from, at),
      rightText: textOf(text, tokens, at + 1, right.end),
    };
  }
  return undefined;
}

function isEqualsSign(token: Token): boolean {
  return token.kind === 'operator' && token.text === '=';
}

/** Words that stand around formulas; the list need not be complete, only the likely ones right before a sign or a bracket. */
const ordinary = new Set(
  `a also an and answer are at be by calculate can check compute determine does each equals equation equations evaluate exactly find
  for formula get give given gives has have help how if in into is it know let me my need number of on or please question quick result
  roots satisfies satisfy simplify so solution solutions solve solving such system tell than that the then there these this to true
  unknown value values variable variables we what whats when where which with work write you your`.split(/\s+/),
);

function belongs(tokens: readonly Token[], at: number, words: boolean): boolean {
  const token = tokens[at];
  if (!token || token.kind === 'other' || isEqualsSign(token) || token.text === '≠') return false;
  if (token.kind !== 'name') return true;
  const name = token.text.toLowerCase();
  if (name === 'mod' || name === 'pi') return true;
  if (/^\p{L}\p{M}*(?:_?\d+)?$/u.test(token.text)) return !isArticle(tokens, at);
  return words && !ordinary.has(name);
}

/** "a" and "I" are words where another word or the end of the sentence follows them. */
function isArticle(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return (
    (token?.text === 'a' || token?.text === 'I') &&
    next !== undefined &&
    (next.kind === 'name' || next.kind === 'number') &&
    next.start > token.end
  );
}

/** Whether two tokens can stand side by side in a formula. */
function fits(before: Token | undefined, after: Token | undefined): boolean {
  if (!before || !after) return false;
  const apart = after.start > before.end;
  const valueBefore = before.kind === 'number' || before.kind === 'name' || before.text === ')';
  if (after.kind === 'number') return !valueBefore;
  if (after.kind === 'name' && before.kind === 'name') return !apart || isWordOperator(before) || isWordOperator(after);
  if (after.kind === 'name' && valueBefore) return !apart || [...after.text].length === 1 || isWordOperator(after);
  return true;
}

function isWordOperator(token: Token): boolean {
  return token.text.toLowerCase() === 'mod';
}

function textOf(text: string, tokens: readonly Token[], from: number, to: number): string {
  return text
    .slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0)
    .replace(/\s+/g, ' ')
    .trim();
}
