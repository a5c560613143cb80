import { codeSpan, failureOf, linesAfter } from '../read-output.ts';
import type { WrittenCode } from '../written-code.ts';
import { stripFillers } from './strip-fillers.ts';

const functions: Record<string, string> = {
  mean: 'mean',
  average: 'mean',
  avg: 'mean',
  median: 'median',
  sum: 'sum',
  total: 'sum',
  minimum: 'min',
  min: 'min',
  smallest: 'min',
  maximum: 'max',
  max: 'max',
  largest: 'max',
  'standard deviation': 'stdev',
  stdev: 'stdev',
  std: 'stdev',
  variance: 'variance',
  product: 'prod',
};

const names = Object.keys(functions).sort((a, b) => b.length - a.length);
const form = new RegExp(
  `\\b(${names.join('|')}) (?:of|for)?:? ?(?:the )?(?:numbers|values|list)?:? ?[[({]?([-\\d.,; and&]+)[\\])}]?$`,
  'i',
);

/** Python for the statistics of numbers that stand in the question itself; undefined where there are none. */
export function writeList(question: string): WrittenCode | undefined {
  const core = question.replace(/[?!.\s]+$/, '').replace(/\s+/g, ' ');
  const match = form.exec(core) ?? form.exec(stripFillers(core));
  const numbers = match?.[2]?.match(/-?\d+(?:\.\d+)?/g) ?? [];
  const name = match?.[1]?.toLowerCase() ?? '';
  const call = functions[name];
  if (!call || numbers.length < 2) return undefined;
  const modules: Record<string, string> = {
    mean: 'statistics',
    median: 'statistics',
    stdev: 'statistics',
    variance: 'statistics',
    prod: 'math',
  };
  const module = modules[call];
  const exact = numbers.map((number) => (number.includes('.') ? `Fraction("${number}")` : `Fraction(${number})`));
  const code = `from fractions import Fraction
${module ? `from ${module} import ${call}\n` : ''}
numbers = [${exact.join(', ')}]
print(f"result: {float(${call}(numbers)):.10g}")
`;
  return {
    kind: 'arithmetic',
    code,
    answer: (result) =>
      failureOf(result) ??
      `The ${name} of ${codeSpan(numbers.join(', '))} is **${linesAfter(result, 'result:')[0] ?? '?'}**.`,
  };
}
