import type { PythonResult } from '../../python/index.ts';
import { pythonComment } from '../python-literal.ts';
import { codeSpan, linesAfter, listOf } from '../read-output.ts';
import { greatestCommonDivisor, type Rational } from './rational.ts';
import type { Solvable, Written } from './solvable.ts';
import { checkLines, checkSentence } from './write-check.ts';

/** A polynomial of any degree that has to be zero: every rational solution exactly, and of the rest what can be said. */
export function writePolynomial(problem: Solvable, coefficients: readonly Rational[]): Written {
  const { equation, variable, name } = problem;
  const code = `from fractions import Fraction
from math import isqrt, sqrt

# ${pythonComment(`${equation.leftText} = ${equation.rightText}`)}
# Brought to one side this is a polynomial that has to be zero. From the highest power of ${name} down:
coefficients = [${wholeNumbers(coefficients).toReversed().join(', ')}]


def value(number):
    total = 0
    for coefficient in coefficients:
        total = total * number + coefficient
    return total


def without(solution):
    """The coefficients that are left when (${name} - solution) is divided out."""
    quotient = [coefficients[0]]
    for coefficient in coefficients[1:-1]:
        quotient.append(quotient[-1] * solution + coefficient)
    return quotient


def divisors(number):
    small = [n for n in range(1, isqrt(abs(number)) + 1) if number % n == 0]
    return {*small, *(abs(number) // n for n in small)}


solutions = set()
while coefficients[-1] == 0:
    solutions.add(Fraction(0))
    coefficients.pop()

# A fraction in lowest terms can only solve it if its top divides the last coefficient and its bottom the first.
candidates = {Fraction(top, bottom) for top in divisors(coefficients[-1]) for bottom in divisors(coefficients[0])}
for candidate in sorted(candidates | {-candidate for candidate in candidates}):
    while len(coefficients) > 1 and value(candidate) == 0:
        solutions.add(candidate)
        coefficients = without(candidate)

for ${name} in sorted(solutions):
${checkLines(problem)}
degree = len(coefficients) - 1
if degree == 2:
    a, b, c = coefficients
    discriminant = b**2 - 4*a*c
    if discriminant < 0:
        print("rest: no real solution")
    else:
        for ${name} in sorted(float(-b + sign * sqrt(discriminant)) / float(2*a) for sign in (-1, 1)):
            print(f"${variable} ≈ {${name}:.10g}")
elif degree > 2:
    # No formula is left to use: look for changes of sign, and halve the interval around each.
    print(f"rest: degree {degree}")
    reach = 1 + max(abs(c / coefficients[0]) for c in coefficients)
    points = [reach * Fraction(n, 997) for n in range(-997, 998)]
    for low, high in zip(points, points[1:]):
        if value(low) * value(high) < 0:
            low, high = float(low), float(high)
            for _ in range(100):
                middle = (low + high) / 2
                low, high = (low, middle) if value(low) * value(middle) <= 0 else (middle, high)
            print(f"${variable} ≈ {middle:.10g}")
`;
  return { code, answer: (result) => answerFor(problem, result) };
}

function answerFor(problem: Solvable, result: PythonResult): string {
  const { equation, variable } = problem;
  const excluded = linesAfter(result, 'excluded:');
  const exact = linesAfter(result, `${variable} = `).map((value) => `**${variable} = ${value}**`);
  const inexact = linesAfter(result, `${variable} ≈`).map((value) => `**${variable} ≈ ${value}**`);
  const [rest] = linesAfter(result, 'rest:');
  const solutions = listOf([...exact, ...inexact], 'or');
  const numeric = rest?.startsWith('degree')
    ? ` A part of ${rest} has no solution that is a fraction, so ${inexact.length > 0 ? 'what stands after ≈ was found' : 'I looked for more'} numerically; solutions that lie very close together could be missing.`
    : '';
  if (!solutions) {
    const text = codeSpan(`${equation.leftText} = ${equation.rightText}`);
    if (numeric) return `I found **no real solution** of ${text}.${numeric}`;
    const candidates = listOf(excluded.map((value) => `${variable} = ${value}`));
    return `**No real solution** of ${text}${candidates && `: ${candidates} would divide by zero`}.`;
  }
  const only = rest === 'no real solution' ? ' There is no further real solution.' : '';
  return `${solutions}.${only}${numeric}\n\n${exact.length > 0 ? checkSentence(problem, result) : ''}`.trim();
}

/** The same polynomial with whole coefficients. */
function wholeNumbers(coefficients: readonly Rational[]): bigint[] {
  const common = coefficients.reduce(
    (product, { denominator }) => (product * denominator) / greatestCommonDivisor(product, denominator),
    1n,
  );
  return coefficients.map(({ numerator, denominator }) => numerator * (common / denominator));
}
