import { pythonComment } from '../python-literal.ts';
import { codeSpan, linesAfter, listOf } from '../read-output.ts';
import type { Solvable, Written } from './solvable.ts';

/** An equation that is no polynomial: a search for changes of sign. `left` and `right` are in floating point here. */
export function writeNumeric({ equation, variable, name, left, right }: Solvable): Written {
  const code = `import math


# ${pythonComment(`${equation.leftText} = ${equation.rightText}`)}
def difference(${name}):
    """Left side minus right side; None where one of them has no value."""
    try:
        return (${left}) - (${right})
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None


def between(low, high):
    """Halves the interval until the place where the sign changes is known."""
    for _ in range(100):
        middle = (low + high) / 2
        if difference(middle) is None:
            return None
        if (difference(middle) > 0) == (difference(high) > 0):
            high = middle
        else:
            low = middle
    return middle


# No formula solves every equation of this kind, so this looks at many points.
points = [n / 16 for n in range(-16_000, 16_001)]
solutions = []
for low, high in zip(points, points[1:]):
    at_low, at_high = difference(low), difference(high)
    if at_low == 0:
        solutions.append(low)
    elif at_low is not None and at_high and at_low * at_high < 0:
        solution = between(low, high)
        # A jump changes the sign as well, but does not come near zero.
        if solution is not None and abs(difference(solution)) < 1e-6:
            solutions.append(solution)

for ${name} in solutions[:10]:
    print(f"${variable} ≈ {${name}:.10g}")
print(f"found: {len(solutions)}")
`;
  return {
    code,
    answer: (result) => {
      const values = linesAfter(result, `${variable} ≈`).map((value) => `**${variable} ≈ ${value}**`);
      const [found = '0'] = linesAfter(result, 'found:');
      const text = codeSpan(`${equation.leftText} = ${equation.rightText}`);
      if (values.length === 0)
        return `I found **no solution** of ${text} between −1000 and 1000. It is no polynomial, so I looked at many points; that is no proof.`;
      const more = Number(found) > values.length ? ` and ${Number(found) - values.length} more` : '';
      return `${listOf(values, 'or')}${more}\n\nThe equation is no polynomial, so this was found numerically between −1000 and 1000; there may be others.`;
    },
  };
}
