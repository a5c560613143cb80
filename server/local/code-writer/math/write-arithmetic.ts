import { pythonComment } from '../python-literal.ts';
import { codeSpan, failureOf, linesAfter } from '../read-output.ts';
import type { WrittenCode } from '../written-code.ts';
import { variablesOf, visit, type Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { findSpokenFormula } from './percent.ts';
import { plainFormula, withDigits } from './plain-formula.ts';
import { stripFillers } from './strip-fillers.ts';
import { toPython } from './to-python.ts';
import { tokensOf } from './tokens.ts';

interface Calculation {
  expression: Expression;
  subject: string;
  unit: string;
}

const longestFormula = 200;

/** Python for a calculation in digits or in words; undefined where the question is more, or less, than that. */
export function writeArithmetic(question: string): WrittenCode | undefined {
  const calculation = findCalculation(question);
  if (!calculation) return undefined;
  const { expression, subject, unit } = calculation;
  const exact = isExact(expression);
  const spelled = toPython(expression, { exact });
  const imports = [
    spelled.includes('math.') ? 'import math\n' : '',
    spelled.includes('Fraction(') ? 'from fractions import Fraction\n' : '',
  ].join('');
  const print = exact
    ? 'print(f"result: {result}")\nif result.denominator > 1:\n    print(f"decimal: {float(result):.10g}")'
    : 'print(f"result: {result:.10g}")';
  return {
    kind: 'arithmetic',
    code: `${imports}${imports && '\n'}# ${pythonComment(subject)}\nresult = ${spelled}\n${print}\n`,
    answer: (result) => {
      if (result.error?.name === 'ZeroDivisionError')
        return `${codeSpan(subject)} **has no value**: it divides by zero.`;
      if (result.error?.name === 'ValueError' && !exact) return `${codeSpan(subject)} **has no real value**.`;
      const failure = failureOf(result);
      if (failure) return failure;
      const [value = '?'] = linesAfter(result, 'result:');
      const [decimal] = linesAfter(result, 'decimal:');
      return `${codeSpan(subject)} is ${exact ? inWords(value, decimal, unit) : roundedInWords(value, unit)}.`;
    },
  };
}

function findCalculation(question: string): Calculation | undefined {
  const core = stripFillers(question);
  const spoken = findSpokenFormula(core);
  const written = spoken ?? { formula: plainFormula(withDigits(core)), subject: core };
  const tokens = tokensOf(written.formula.replace(/[$€£]\s*(?=\d)/g, ''));
  const expression = tokens.length <= longestFormula ? parseExpression(tokens) : undefined;
  if (!expression || variablesOf(expression).length > 0) return undefined;
  if (expression.kind === 'number' || (expression.kind === 'negative' && expression.of.kind === 'number'))
    return undefined;
  if (!spoken && looksLikeSomethingElse(core)) return undefined;
  return { expression, subject: written.subject, unit: spoken?.unit ?? '' };
}

/** Dates, ranges of years and telephone numbers have signs between digits too. */
function looksLikeSomethingElse(text: string): boolean {
  return /^\d{4}-\d{1,2}(?:-\d{1,2})?$|^\d{1,2}\/\d{1,2}\/\d{2,4}$|^(?:19|20)\d\d\s*[-–]\s*(?:19|20)?\d\d$|^24\/7$|^\d+(?:-\d+){2,}$/.test(
    text,
  );
}

function isExact(expression: Expression): boolean {
  let exact = true;
  visit(expression, (part) => {
    if (part.kind === 'constant' || part.kind === 'call') exact = false;
    if (part.kind === 'binary' && part.operator === '^' && !isWholeNumber(part.right)) exact = false;
  });
  return exact;
}

function isWholeNumber(expression: Expression): boolean {
  if (expression.kind === 'negative') return isWholeNumber(expression.of);
  return expression.kind === 'number' && !expression.text.includes('.');
}

function inWords(value: string, decimal: string | undefined, unit: string): string {
  if (!decimal) return `**${group(value)}${unit}**`;
  const [numerator = '0', denominator = '1'] = value.split('/');
  const isAll = /^-?[\d.]+$/.test(decimal) && sameValue(decimal, BigInt(numerator), BigInt(denominator));
  const exactly = value.length <= 16 ? ` (exactly ${value}${unit})` : '';
  return isAll ? `**${group(decimal)}${unit}**` : `about **${group(decimal)}${unit}**${exactly}`;
}

function roundedInWords(value: string, unit: string): string {
  return /^-?\d+$/.test(value) ? `**${group(value)}${unit}**` : `about **${group(value)}${unit}**`;
}

function sameValue(decimal: string, numerator: bigint, denominator: bigint): boolean {
  const places = decimal.split('.')[1]?.length ?? 0;
  return BigInt(decimal.replace('.', '')) * denominator === numerator * 10n ** BigInt(places);
}

/** 2340.5 as 2,340.5. */
function group(digits: string): string {
  return digits.replace(/^-?\d{5,}/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));
}
