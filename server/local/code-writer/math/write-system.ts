import type { PythonResult } from '../../python/index.ts';
import { pythonComment, pythonName } from '../python-literal.ts';
import { codeSpan, linesAfter, listOf } from '../read-output.ts';
import type { Equation } from './find-equations.ts';
import { variablesOf } from './expression.ts';
import { isConstant, linearTerms, quotientOf, subtract } from './polynomial.ts';
import type { Rational } from './rational.ts';
import { pythonFraction, type Written } from './solvable.ts';
import { toPython } from './to-python.ts';

/** Two linear equations in two variables; undefined where they are something else. */
export function writeSystem(equations: readonly Equation[]): Written | undefined {
  const variables = [...new Set(equations.flatMap(({ left, right }) => [...variablesOf(left), ...variablesOf(right)]))];
  const [first, second] = equations;
  if (!first || !second || equations.length !== 2 || variables.length !== 2) return undefined;
  const rows = [first, second].map((equation) => termsOf(equation, variables));
  if (!rows[0] || !rows[1]) return undefined;
  const taken = new Set(['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'determinant', 'number']);
  const names = variables.map((variable, index) => pythonName(variable, index === 0 ? 'x' : 'y', taken));
  const nameOf = (variable: string) => names[variables.indexOf(variable)] ?? variable;
  const side = (equation: Equation, which: 'left' | 'right') => toPython(equation[which], { exact: true, nameOf });
  const [x, y] = names;
  const code = `from fractions import Fraction

# ${pythonComment(`${first.leftText} = ${first.rightText}`)}
# ${pythonComment(`${second.leftText} = ${second.rightText}`)}
# Each brought to the form a*${x} + b*${y} = c:
a1, b1, c1 = ${rows[0].map(pythonFraction).join(', ')}
a2, b2, c2 = ${rows[1].map(pythonFraction).join(', ')}

# Cramer's rule
determinant = a1*b2 - a2*b1
print(f"determinant = {determinant}")
if determinant != 0:
    ${x} = (c1*b2 - c2*b1) / determinant
    ${y} = (a1*c2 - a2*c1) / determinant
    print(f"${variables[0]} = {${x}}")
    print(f"${variables[1]} = {${y}}")
    print(f"check: {${side(first, 'left')}} = {${side(first, 'right')}}")
    print(f"check: {${side(second, 'left')}} = {${side(second, 'right')}}")
elif a1*c2 == a2*c1 and b1*c2 == b2*c1:
    print("infinitely many solutions")
else:
    print("no solution")
`;
  return { code, answer: (result) => answerFor([first, second], variables, result) };
}

function answerFor(equations: readonly Equation[], variables: readonly string[], result: PythonResult): string {
  if (linesAfter(result, 'no solution').length > 0) {
    return '**No solution**: the two equations contradict each other (their determinant is 0).';
  }
  if (linesAfter(result, 'infinitely many').length > 0) {
    return '**Infinitely many solutions**: the two equations say the same (their determinant is 0), so one of them is left for two unknowns.';
  }
  const values = variables.map((variable) => `**${variable} = ${linesAfter(result, `${variable} = `)[0] ?? '?'}**`);
  const checks = linesAfter(result, 'check:');
  const failed = checks.some((check) => new Set(check.split(' = ')).size > 1);
  const sides = equations.map(({ leftText, rightText }, index) => {
    const value = checks[index]?.split(' = ')[0] ?? '?';
    return `both sides of ${codeSpan(`${leftText} = ${rightText}`)} are ${value}`;
  });
  return `${listOf(values)}\n\n${failed ? `The check failed: ${checks.join('; ')}.` : `Check: put in, ${listOf(sides)}.`}`;
}

/** The two numbers before the variables, and the number on the other side. */
function termsOf({ left, right }: Equation, variables: readonly string[]): Rational[] | undefined {
  const [a, b] = [quotientOf(left), quotientOf(right)];
  const difference = a && b && subtract(a, b);
  if (!difference || !isConstant(difference.denominator)) return undefined;
  const terms = linearTerms(difference.numerator, variables);
  return terms?.map((term, index) => (index === variables.length ? term.negated() : term));
}
