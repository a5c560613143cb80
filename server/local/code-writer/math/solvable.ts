import type { PythonResult } from '../../python/index.ts';
import type { Equation } from './find-equations.ts';
import type { Rational } from './rational.ts';

/** An equation in one variable. */
export interface Solvable {
  equation: Equation;
  /** As it was written. */
  variable: string;
  /** As the code calls it. */
  name: string;
  /** The two sides in Python, exact. */
  left: string;
  right: string;
}

export interface Written {
  code: string;
  answer: (result: PythonResult) => string;
}

/** A fraction in Python. */
export function pythonFraction(value: Rational): string {
  return value.isWhole ? `Fraction(${value.numerator})` : `Fraction(${value.numerator}, ${value.denominator})`;
}

/** `3*x**2 - 5*x + 6`: a polynomial as Python and people read it, from its coefficients (the number alone first). */
export function polynomialText(coefficients: readonly Rational[], name: string): string {
  let text = '';
  for (let power = coefficients.length - 1; power >= 0; power--) {
    const coefficient = coefficients[power];
    if (!coefficient || coefficient.isZero) continue;
    const size = `${coefficient}`.replace('-', '');
    const factor = power > 0 && size === '1' ? '' : size.includes('/') && power > 0 ? `(${size})` : size;
    const variable = power === 0 ? '' : power === 1 ? name : `${name}**${power}`;
    const term = factor && variable ? `${factor}*${variable}` : factor || variable;
    const negative = coefficient.numerator < 0n;
    text += text === '' ? (negative ? `-${term}` : term) : ` ${negative ? '-' : '+'} ${term}`;
  }
  return text || '0';
}
