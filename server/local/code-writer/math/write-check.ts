import type { PythonResult } from '../../python/index.ts';
import { codeSpan, linesAfter } from '../read-output.ts';
import type { Solvable } from './solvable.ts';

/** The body of a loop over solutions: prints each with both sides; one that divides by zero is none. */
export function checkLines({ variable, name, left, right }: Solvable): string {
  const divides = /\/[^\d]/.test(`${left} ${right}`);
  const indent = divides ? '        ' : '    ';
  const lines = [
    `left, right = ${left}, ${right}`,
    `print(f"${variable} = {${name}}")`,
    'print(f"check: {left} = {right}")',
  ].map((line) => `${indent}${line}\n`);
  if (!divides) return lines.join('');
  return `    try:\n${lines.join('')}    except ZeroDivisionError:\n        print(f"excluded: {${name}}")\n`;
}

/** The check in words, from what `checkLines` printed. */
export function checkSentence({ equation, variable }: Solvable, result: PythonResult): string {
  const values = linesAfter(result, `${variable} = `);
  const checks = linesAfter(result, 'check:');
  const failed = checks.filter((check) => new Set(check.split(/ [=≈] /)).size > 1);
  if (failed.length > 0) return `The check failed: ${failed.join('; ')}.`;
  const [first, ...others] = values.map((value, index) => ({ value, both: checks[index]?.split(' = ')[0] ?? '?' }));
  const text = codeSpan(`${equation.leftText} = ${equation.rightText}`);
  const sides = first && [`with ${variable} = ${first.value}, both sides of ${text} are ${first.both}`];
  const further = others.map(({ value, both }) => `with ${variable} = ${value}, both are ${both}`);
  const excluded = linesAfter(result, 'excluded:').map(
    (value) => ` ${variable} = ${value} is excluded: it would divide by zero.`,
  );
  return `Check: ${[...(sides ?? []), ...further].join('; ')}.${excluded.join('')}`;
}
