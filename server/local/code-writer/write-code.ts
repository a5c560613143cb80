import { findGivenCode } from './given-code.ts';
import { writeArithmetic } from './math/write-arithmetic.ts';
import { writeEquation } from './math/write-equation.ts';
import { writeList } from './math/write-list.ts';
import { writeTable } from './table/write-table.ts';
import type { InputFile, WrittenCode } from './written-code.ts';

/**
 * Python that answers the question, or undefined where no code can. `files` are the ones it may be about, the likeliest first. Pure: the
 * same question and files give the same code.
 */
export function writeCode(question: string, files: readonly InputFile[]): WrittenCode | undefined {
  return (
    findGivenCode(question) ??
    writeArithmetic(question) ??
    writeList(question) ??
    writeEquation(question) ??
    writeTable(question, files)
  );
}
