import type { Expression, FunctionName, Operator } from './expression.ts';
import type { Token } from './tokens.ts';

/**
 * Reads a formula: `+ - * / ^ mod`, parentheses, percent, factorial, functions, and the product that is not written (`3x`, `2(x - 1)`).
 * Undefined where the tokens are none.
 */
export function parseExpression(tokens: readonly Token[]): Expression | undefined {
  const parser = new Parser(tokens);
  try {
    const expression = parser.sum();
    return parser.atEnd ? expression : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const deepest = 100;

class Parser {
  #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  sum(): Expression {
    if (++this.#depth > deepest) throw new SyntaxError('too deep');
    let left = this.#product();
    while (this.#sees('+', '-')) left = binary(this.#take() as Operator, left, this.#product());
    this.#depth--;
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    for (;;) {
      if (this.#sees('*', '/')) left = binary(this.#take() as Operator, left, this.#signed());
      else if (this.#seesName('mod')) {
        this.#at++;
        left = binary('mod', left, this.#signed());
      } else if (this.#startsFactor()) left = binary('*', left, this.#power());
      else return left;
    }
  }

  #signed(): Expression {
    if (this.#sees('-')) {
      this.#at++;
      return { kind: 'negative', of: this.#signed() };
    }
    if (this.#sees('+')) {
      this.#at++;
      return this.#signed();
    }
    return this.#power();
  }

  #power(): Expression {
    let base = this.#factor();
    while (this.#sees('!', '%')) base = { kind: this.#take() === '!' ? 'factorial' : 'percent', of: base };
    if (!this.#sees('^')) return base;
    this.#at++;
    // To the right first: 2^3^2 is 2^9.
    return binary('^', base, this.#signed());
  }

  #factor(): Expression {
    const token = this.#tokens[this.#at++];
    if (!token) throw new SyntaxError('a formula ends too early');
    if (token.kind === 'number') return { kind: 'number', text: token.text };
    if (token.kind === 'function')
      return { kind: 'call', name: token.text.toLowerCase() as FunctionName, argument: this.#factor() };
    if (token.kind === 'name') return nameOf(token.text);
    if (token.text !== '(') throw new SyntaxError('not part of a formula');
    const inner = this.sum();
    if (!this.#sees(')')) throw new SyntaxError('a parenthesis is missing');
    this.#at++;
    return inner;
  }

  /** Whether the next token can follow a factor without a sign between them; a number cannot: `x 3` is no product. */
  #startsFactor(): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && (token.kind === 'name' || token.kind === 'function' || this.#sees('('));
  }

  #sees(...texts: string[]): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'operator' && texts.includes(token.text);
  }

  #seesName(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'name' && token.text.toLowerCase() === text;
  }

  #take(): string {
    return this.#tokens[this.#at++]?.text ?? '';
  }
}

function binary(operator: Operator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right };
}

function nameOf(name: string): Expression {
  if (name.toLowerCase() === 'pi' || name === 'π') return { kind: 'constant', name: 'pi' };
  return { kind: 'variable', name };
}
