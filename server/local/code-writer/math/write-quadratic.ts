import type { PythonResult } from '../../python/index.ts';
import { pythonComment } from '../python-literal.ts';
import { codeSpan, linesAfter, listOf } from '../read-output.ts';
import { Rational } from './rational.ts';
import { pythonFraction, type Solvable, type Written } from './solvable.ts';
import { checkLines, checkSentence } from './write-check.ts';

const four = new Rational(4n);

/** `a * x**2 + b * x + c = 0`, `a` not zero. */
export function writeQuadratic(problem: Solvable, [c, b, a]: readonly [Rational, Rational, Rational]): Written {
  const { equation, variable, name } = problem;
  const discriminant = b.times(b).plus(a.times(c).times(four).negated());
  const code = `from fractions import Fraction
from math import isqrt${isSquare(discriminant) ? '' : ', sqrt'}

# ${pythonComment(`${equation.leftText} = ${equation.rightText}`)}
# Brought to the form a*${name}**2 + b*${name} + c = 0:
a, b, c = ${[a, b, c].map(pythonFraction).join(', ')}

discriminant = b**2 - 4*a*c
print(f"discriminant = {discriminant}")
${discriminant.numerator < 0n ? withoutRoots : isSquare(discriminant) ? exactRoots(problem) : inexactRoots(problem)}`;
  return { code, answer: (result) => answerFor(problem, result, variable) };
}

const withoutRoots = `
# A negative number has no real square root.
if discriminant < 0:
    print("no real solution")
`;

const exactRoots = (problem: Solvable) => `
root = Fraction(isqrt(discriminant.numerator), isqrt(discriminant.denominator))
for ${problem.name} in sorted({(-b - root) / (2*a), (-b + root) / (2*a)}):
${checkLines(problem)}`;

const inexactRoots = ({ variable, name, left, right }: Solvable) => `
# The solutions are middle - root and middle + root, and the root is no fraction:
# the largest square is taken out of it, so that it reads factor * √radicand.
middle = -b / (2*a)
square = discriminant / (4*a**2)
radicand = square.numerator * square.denominator
factor = max(n for n in range(1, min(isqrt(radicand), 10_000) + 1) if radicand % n**2 == 0)
print(f"middle = {middle}")
print(f"root = {Fraction(factor, square.denominator)} * √{radicand // factor**2}")

for ${name} in (float(middle) - sqrt(square), float(middle) + sqrt(square)):
    print(f"${variable} ≈ {${name}:.10g}")
    print(f"check: {float(${left}):.8g} ≈ {float(${right}):.8g}")
`;

function answerFor(problem: Solvable, result: PythonResult, variable: string): string {
  const { leftText, rightText } = problem.equation;
  const [discriminant = '?'] = linesAfter(result, 'discriminant =');
  if (linesAfter(result, 'no real solution').length > 0) {
    return `**No real solution**: the discriminant of ${codeSpan(`${leftText} = ${rightText}`)} is ${discriminant}, and a negative number has no real square root.`;
  }
  const exact = linesAfter(result, `${variable} = `);
  if (exact.length > 0) {
    const twice = exact.length === 1 ? ' (a double solution: the discriminant is 0)' : '';
    return `${listOf(
      exact.map((value) => `**${variable} = ${value}**`),
      'or',
    )}${twice}\n\n${checkSentence(problem, result)}`;
  }
  const [middle = '0'] = linesAfter(result, 'middle =');
  const [root = ''] = linesAfter(result, 'root =');
  const surd = root.replace(/^1 \* /, '').replace(' * ', '·');
  const both = middle === '0' ? `± ${surd}` : `${middle} ± ${surd}`;
  const decimals = linesAfter(result, `${variable} ≈`).map((value) => `${variable} ≈ ${value}`);
  const agree = linesAfter(result, 'check:').every((check) => areClose(check.split(' ≈ ').map(Number)));
  const text = codeSpan(`${leftText} = ${rightText}`);
  const check = agree
    ? `Check: put back in, both sides of ${text} agree.`
    : 'The check failed: put back in, the sides differ.';
  return `**${variable} = ${both}**, that is ${listOf(decimals, 'or')}.\n\n${check}`;
}

/** Equal but for the rounding of binary fractions. */
function areClose([a = NaN, b = NaN]: readonly number[]): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}

function isSquare({ numerator, denominator }: Rational): boolean {
  return numerator >= 0n && isWholeSquare(numerator) && isWholeSquare(denominator);
}

function isWholeSquare(value: bigint): boolean {
  let root = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root--;
  while ((root + 1n) * (root + 1n) <= value) root++;
  return root * root === value;
}
