import type { Column, Table } from './table.ts';

/** `value` is the one number of a group that has a single row; `rate` the part of ones in a column of zeros and ones. */
export type Operation =
  | 'value'
  | 'rate'
  | 'mean'
  | 'median'
  | 'sum'
  | 'min'
  | 'max'
  | 'count'
  | 'distinct'
  | 'std'
  | 'variance'
  | 'range';

/** What is computed: an operation on a column, or the number of rows where there is none. */
export interface Measure {
  operation: Operation;
  column?: Column;
}

export type Period = 'day' | 'weekday' | 'month' | 'quarter' | 'year';

/** What makes rows belong together: equal cells, or dates in the same period. */
export interface Grouping {
  column: Column;
  period?: Period;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

export type Filter =
  | { kind: 'is' | 'is-not'; column: Column; values: string[] }
  | { kind: 'compare'; column: Column; comparison: Comparison; number: string }
  | { kind: 'between'; column: Column; low: string; high: string }
  | { kind: 'in-period'; column: Column; year?: number; month?: number }
  | { kind: 'compare-date'; column: Column; comparison: Comparison; date: string };

export type ChartKind = 'bar' | 'line' | 'pie' | 'scatter' | 'histogram';

interface PlanBase {
  table: Table;
  filters: Filter[];
  /** Undefined where no chart was asked for; one may still be drawn where it helps. */
  chart: ChartKind | 'any' | undefined;
  imageFormat: 'svg' | 'png';
  remarks: string[];
  /** What stands before the answer, because it may be misunderstood without it. */
  caution?: string;
}

/** What is to be done to answer a question about a table. */
export type Plan = PlanBase &
  (
    | AggregatePlan
    | RowsPlan
    | { kind: 'describe'; columns: Column[] }
    | { kind: 'values'; column: Column }
    | { kind: 'correlation'; x: Column; y: Column }
    | { kind: 'histogram'; column: Column }
    | ListPlan
    | { kind: 'ask'; question: string }
  );

export interface RowsPlan {
  kind: 'rows';
  /** Numbers that order the rows. */
  by: Column;
  order: 'most' | 'least';
  limit: number;
  /** What the question calls the rows, and so what stands first. */
  label?: Column;
}

/** Rows that the filters let through, as they are. */
export interface ListPlan {
  kind: 'list';
  limit: number;
  label?: Column;
}

export interface AggregatePlan {
  kind: 'aggregate';
  /** At least one; the first one orders the groups. */
  measures: Measure[];
  grouping?: Grouping;
  order: 'most' | 'least' | 'natural';
  limit?: number;
  /** Each group's part of the whole, too. */
  share: boolean;
  /** The question asks for the first group alone, or for those of these labels. */
  wanted?: 'first' | string[];
}
