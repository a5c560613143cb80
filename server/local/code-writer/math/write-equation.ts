import { pythonName } from '../python-literal.ts';
import { failureOf } from '../read-output.ts';
import type { WrittenCode } from '../written-code.ts';
import { variablesOf } from './expression.ts';
import { findEquations, type Equation } from './find-equations.ts';
import { coefficientsOf, isConstant, quotientOf, subtract } from './polynomial.ts';
import { Rational } from './rational.ts';
import type { Solvable, Written } from './solvable.ts';
import { toPython } from './to-python.ts';
import { writeLinear, writeWithoutVariable } from './write-linear.ts';
import { writeNumeric } from './write-numeric.ts';
import { writePolynomial } from './write-polynomial.ts';
import { writeQuadratic } from './write-quadratic.ts';
import { writeSystem } from './write-system.ts';

const namesInCode = [
  'a',
  'b',
  'c',
  'left',
  'right',
  'root',
  'middle',
  'square',
  'radicand',
  'factor',
  'degree',
  'n',
  'math',
  'low',
  'value',
];

/** Python that solves the equation or equations of a question; undefined where there are none it could solve. */
export function writeEquation(question: string): WrittenCode | undefined {
  const equations = findEquations(question);
  const [only] = equations;
  const written = equations.length === 1 && only ? writeOne(only) : writeSystem(equations);
  if (!written) return undefined;
  return {
    kind: 'equation',
    code: written.code,
    answer: (result) => failureOf(result) ?? written.answer(result),
  };
}

function writeOne(equation: Equation): Written | undefined {
  const variables = [...new Set([...variablesOf(equation.left), ...variablesOf(equation.right)])];
  const [variable] = variables;
  if (variable === undefined || variables.length > 1 || isDefinition(equation)) return undefined;
  const name = pythonName(variable, 'x', new Set(namesInCode));
  const problem = (exact: boolean): Solvable => {
    const spelling = { exact, nameOf: () => name };
    return {
      equation,
      variable,
      name,
      left: toPython(equation.left, spelling),
      right: toPython(equation.right, spelling),
    };
  };
  const [left, right] = [quotientOf(equation.left), quotientOf(equation.right)];
  const difference = left && right && subtract(left, right);
  const coefficients = difference && coefficientsOf(difference.numerator, variable);
  if (!difference || !coefficients) return writeNumeric(problem(false));
  const [c = zero, b = zero, a = zero] = coefficients;
  if (coefficients.length <= 1) return writeWithoutVariable(problem(true), c);
  if (!isConstant(difference.denominator) || coefficients.length > 3)
    return writePolynomial(problem(true), coefficients);
  return coefficients.length === 2 ? writeLinear(problem(true), c, b) : writeQuadratic(problem(true), [c, b, a]);
}

/** "x = 5" leaves nothing to solve. */
function isDefinition({ left, right }: Equation): boolean {
  return left.kind === 'variable' && right.kind === 'number';
}

const zero = new Rational(0n);
