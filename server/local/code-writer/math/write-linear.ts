import { pythonComment } from '../python-literal.ts';
import { codeSpan, linesAfter } from '../read-output.ts';
import { Rational } from './rational.ts';
import { polynomialText, pythonFraction, type Solvable, type Written } from './solvable.ts';

/** `slope * x + offset = 0`, the slope not zero. */
export function writeLinear(
  { equation, variable, name, left, right }: Solvable,
  offset: Rational,
  slope: Rational,
): Written {
  const opposite = offset.negated();
  const solution = divide(opposite, slope);
  const code = `from fractions import Fraction

# ${pythonComment(`${equation.leftText} = ${equation.rightText}`)}
# Everything with ${name} on one side: ${polynomialText([new Rational(0n), slope], name)} = ${opposite}
${name} = ${pythonFraction(opposite)} / ${slope.isWhole ? slope : pythonFraction(slope)}
print(f"${variable} = {${name}}")
${solution.isWhole ? '' : `print(f"decimal: {float(${name}):.10g}")\n`}
# The check: both sides with ${name} put in
print(f"left side = {${left}}")
print(f"right side = {${right}}")
`;
  return {
    code,
    answer: (result) => {
      const [value = '?'] = linesAfter(result, `${variable} = `);
      const [decimal] = linesAfter(result, 'decimal:');
      const [leftSide] = linesAfter(result, 'left side =');
      const [rightSide] = linesAfter(result, 'right side =');
      const also = decimal ? ` (${isTerminating(solution) ? '=' : '≈'} ${decimal})` : '';
      const text = codeSpan(`${equation.leftText} = ${equation.rightText}`);
      const check =
        leftSide === rightSide
          ? `Check: with ${variable} = ${value}, both sides of ${text} are ${leftSide}.`
          : `The check failed: with ${variable} = ${value}, the sides of ${text} are ${leftSide} and ${rightSide}.`;
      return `**${variable} = ${value}**${also}\n\n${check}`;
    },
  };
}

/** The variable has gone: the sides always differ by the same number. */
export function writeWithoutVariable(
  { equation, variable, name, left, right }: Solvable,
  difference: Rational,
): Written {
  const code = `from fractions import Fraction

# ${pythonComment(`${equation.leftText} = ${equation.rightText}`)}
# Brought to one side, ${name} cancels out. The difference of the two sides for some numbers:
for ${name} in map(Fraction, (-2, 1, 5, 100)):
    print(f"${variable} = {${name}}: {(${left}) - (${right})}")
`;
  return {
    code,
    answer: () =>
      difference.isZero
        ? `**Every number solves it**: ${variable} cancels out, and ${codeSpan(equation.leftText)} and ${codeSpan(equation.rightText)} are the same. There are infinitely many solutions.`
        : `**No solution**: ${variable} cancels out, and the two sides differ by ${difference}, whatever ${variable} is.`,
  };
}

function divide(a: Rational, b: Rational): Rational {
  return a.times(new Rational(b.denominator, b.numerator));
}

function isTerminating({ denominator }: Rational): boolean {
  let rest = denominator;
  for (const factor of [2n, 5n]) while (rest % factor === 0n) rest /= factor;
  return rest === 1n;
}
