export { writeCode } from './write-code.ts';
export type { InputFile, WrittenCode } from './written-code.ts';
