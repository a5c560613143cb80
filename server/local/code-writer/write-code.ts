import { findGivenCode } from './given-code.ts';
import { writeArithmetic } from './math/write-arithmetic.ts';
import { writeEquation } from './math/write-equation.ts';
import { writeList } from './math/write-list.ts';
import type { InputFile, WrittenCode } from './written-code.ts';

/** Python that answers the question, or undefined where no code can. */
export function writeCode(question: string, _files: readonly InputFile[]): WrittenCode | undefined {
  return findGivenCode(question) ?? writeArithmetic(question) ?? writeList(question) ?? writeEquation(question);
}
