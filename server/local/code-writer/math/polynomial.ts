import type { Expression } from './expression.ts';
import { Rational } from './rational.ts';

/** A sum of terms; each key names the variables of a term and their powers, e.g. `x*x*y`, and is empty for the number alone. */
export type Polynomial = ReadonlyMap<string, Rational>;

/** A quotient of two polynomials. */
export interface Quotient {
  numerator: Polynomial;
  denominator: Polynomial;
}

const highestPower = 12n;
const mostTerms = 60;

/** The expression as a quotient of polynomials; undefined where it is none (roots, functions, powers that vary) or grows too large. */
export function quotientOf(expression: Expression): Quotient | undefined {
  switch (expression.kind) {
    case 'number':
      return { numerator: constant(Rational.parse(expression.text)), denominator: one };
    case 'variable':
      return { numerator: new Map([[expression.name, unit]]), denominator: one };
    case 'negative': {
      const inner = quotientOf(expression.of);
      return inner && { ...inner, numerator: scale(inner.numerator, unit.negated()) };
    }
    case 'percent': {
      const inner = quotientOf(expression.of);
      return inner && { ...inner, numerator: scale(inner.numerator, new Rational(1n, 100n)) };
    }
    case 'binary':
      return combine(expression);
    default:
      return undefined;
  }
}

function combine({ operator, left, right }: Expression & { kind: 'binary' }): Quotient | undefined {
  const a = quotientOf(left);
  const b = quotientOf(right);
  if (!a || !b) return undefined;
  switch (operator) {
    case '+':
      return addQuotients(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return bounded({
        numerator: multiply(a.numerator, b.numerator),
        denominator: multiply(a.denominator, b.denominator),
      });
    case '/':
      if (b.numerator.size === 0) return undefined;
      return bounded({
        numerator: multiply(a.numerator, b.denominator),
        denominator: multiply(a.denominator, b.numerator),
      });
    case '^':
      return power(a, b);
    default:
      return undefined;
  }
}

/** `a - b`. */
export function subtract(a: Quotient, b: Quotient): Quotient | undefined {
  return addQuotients(a, { ...b, numerator: scale(b.numerator, unit.negated()) });
}

/** The coefficients of a polynomial in one variable, from the number alone upwards; undefined where it has another variable. */
export function coefficientsOf(polynomial: Polynomial, variable: string): Rational[] | undefined {
  const coefficients: Rational[] = [];
  for (const [key, coefficient] of polynomial) {
    const factors = key === '' ? [] : key.split('*');
    if (factors.some((factor) => factor !== variable)) return undefined;
    coefficients[factors.length] = coefficient;
  }
  return Array.from(coefficients, (coefficient) => coefficient ?? zero);
}

/** The numbers before each variable and the number alone, where no variable is multiplied by one; else undefined. */
export function linearTerms(polynomial: Polynomial, variables: readonly string[]): Rational[] | undefined {
  if ([...polynomial.keys()].some((key) => key !== '' && !variables.includes(key))) return undefined;
  return [...variables, ''].map((key) => polynomial.get(key) ?? zero);
}

export function isConstant(polynomial: Polynomial): boolean {
  return [...polynomial.keys()].every((key) => key === '');
}

const zero = new Rational(0n);
const unit = new Rational(1n);
const one: Polynomial = new Map([['', unit]]);

function constant(value: Rational): Polynomial {
  return value.isZero ? new Map() : new Map([['', value]]);
}

function addQuotients(a: Quotient, b: Quotient): Quotient | undefined {
  if (samePolynomial(a.denominator, b.denominator)) return bounded({ ...a, numerator: add(a.numerator, b.numerator) });
  return bounded({
    numerator: add(multiply(a.numerator, b.denominator), multiply(b.numerator, a.denominator)),
    denominator: multiply(a.denominator, b.denominator),
  });
}

function power(base: Quotient, exponent: Quotient): Quotient | undefined {
  if (!isConstant(exponent.numerator) || !isConstant(exponent.denominator)) return undefined;
  const value = divide(exponent.numerator.get('') ?? zero, exponent.denominator.get('') ?? unit);
  const size = value.numerator < 0n ? -value.numerator : value.numerator;
  if (!value.isWhole || size > highestPower) return undefined;
  let result: Quotient = { numerator: one, denominator: one };
  for (let count = 0n; count < size; count++) {
    const product = bounded({
      numerator: multiply(result.numerator, base.numerator),
      denominator: multiply(result.denominator, base.denominator),
    });
    if (!product) return undefined;
    result = product;
  }
  if (value.numerator >= 0n) return result;
  return result.numerator.size === 0 ? undefined : { numerator: result.denominator, denominator: result.numerator };
}

/** With a denominator that is a number, that number is divided out; undefined where there are too many terms. */
function bounded({ numerator, denominator }: Quotient): Quotient | undefined {
  if (numerator.size > mostTerms || denominator.size > mostTerms) return undefined;
  if (!isConstant(denominator)) return { numerator, denominator };
  const divisor = denominator.get('') ?? unit;
  return { numerator: scale(numerator, divide(unit, divisor)), denominator: one };
}

function add(a: Polynomial, b: Polynomial): Polynomial {
  const sum = new Map(a);
  for (const [key, coefficient] of b) {
    const total = (sum.get(key) ?? zero).plus(coefficient);
    if (total.isZero) sum.delete(key);
    else sum.set(key, total);
  }
  return sum;
}

function multiply(a: Polynomial, b: Polynomial): Polynomial {
  let product: Polynomial = new Map();
  for (const [key, coefficient] of a) {
    const part = new Map<string, Rational>();
    for (const [other, factor] of b) part.set(joinKeys(key, other), coefficient.times(factor));
    product = add(product, part);
  }
  return product;
}

function scale(polynomial: Polynomial, factor: Rational): Polynomial {
  return new Map([...polynomial].map(([key, coefficient]) => [key, coefficient.times(factor)]));
}

function divide(a: Rational, b: Rational): Rational {
  return a.times(new Rational(b.denominator, b.numerator));
}

function joinKeys(a: string, b: string): string {
  return [a, b]
    .flatMap((key) => (key === '' ? [] : key.split('*')))
    .sort()
    .join('*');
}

function samePolynomial(a: Polynomial, b: Polynomial): boolean {
  return a.size === b.size && [...a].every(([key, coefficient]) => b.get(key)?.equals(coefficient));
}
