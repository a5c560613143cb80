import type { InputFile, WrittenCode } from './written-code.ts';

/** Python that answers the question, or undefined where no code can. */
export function writeCode(_question: string, _files: readonly InputFile[]): WrittenCode | undefined {
  return undefined;
}
