import type { Measure, Plan } from '../plan.ts';
import type { Column } from '../table.ts';
import { Program } from './program.ts';
import { CellReaders } from './write-cells.ts';
import { writeFilters } from './write-filters.ts';
import { writeReading } from './write-reading.ts';

export interface WrittenProgram {
  code: string;
  /** The files the code saves. */
  files: string[];
}

/** A program that has read the file and kept the rows the plan speaks of. `columns` are the ones it goes on with. */
export function beginProgram(plan: Plan, columns: readonly Column[]): { program: Program; cells: CellReaders } {
  const program = new Program();
  const cells = new CellReaders(program);
  writeReading(program, plan.table, [...new Set([...columns, ...plan.filters.map(({ column }) => column)])]);
  writeFilters(program, plan.filters, cells);
  return { program, cells };
}

/** The columns with numbers that measures compute with, each once. */
export function numbersIn(measures: readonly Measure[]): Column[] {
  return [...new Set(measures.flatMap(({ column }) => (column?.kind === 'number' ? [column] : [])))];
}
