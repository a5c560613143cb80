import type { PythonResult } from '../../python/index.ts';
import { escapeMarkdown, failureOf } from '../read-output.ts';
import type { InputFile, WrittenCode } from '../written-code.ts';
import { answerAggregate } from './answer/answer-aggregate.ts';
import {
  answerColumns,
  answerCorrelation,
  answerDescription,
  answerHistogram,
  answerList,
  answerRows,
  answerValues,
} from './answer/answer-others.ts';
import { chartFor } from './chart-for.ts';
import type { Plan } from './plan.ts';
import { writeGroups } from './python/write-groups.ts';
import {
  writeColumns,
  writeCorrelation,
  writeDescription,
  writeHistogram,
  writeValues,
} from './python/write-others.ts';
import { writeList, writeRows } from './python/write-rows.ts';
import { writeWhole } from './python/write-whole.ts';
import { planFor } from './plan-for.ts';

/** Python that answers a question about a file of rows; undefined where no file is one, or the question is about none of them. */
export function writeTable(question: string, files: readonly InputFile[]): WrittenCode | undefined {
  const plan = planFor(question, files);
  if (!plan) return undefined;
  const { code, answer } = writePlan(plan);
  const caution = plan.caution ? `${escapeMarkdown(plan.caution)}\n\n` : '';
  return { kind: 'table', code, answer: (result) => failureOf(result) ?? `${caution}${answer(result)}` };
}

function writePlan(plan: Plan): { code: string; answer: (result: PythonResult) => string } {
  const chart = chartFor(plan);
  switch (plan.kind) {
    case 'aggregate': {
      const { grouping } = plan;
      const { code, files } = grouping ? writeGroups({ ...plan, grouping }, chart) : writeWhole(plan);
      return { code, answer: (result) => answerAggregate(plan, files, result) };
    }
    case 'rows': {
      const { code, files } = writeRows(plan, chart);
      return { code, answer: (result) => answerRows(plan, files, result) };
    }
    case 'list': {
      const { code, files } = writeList(plan);
      return { code, answer: (result) => answerList(plan, files, result) };
    }
    case 'describe': {
      const { code, files } = writeDescription(plan);
      return { code, answer: (result) => answerDescription(plan, files, result) };
    }
    case 'values': {
      const { code, files } = writeValues(plan);
      return { code, answer: (result) => answerValues(plan, files, result) };
    }
    case 'correlation': {
      const { code, files } = writeCorrelation(plan);
      return { code, answer: (result) => answerCorrelation(plan, files, result) };
    }
    case 'histogram': {
      const { code, files } = writeHistogram(plan);
      return { code, answer: (result) => answerHistogram(plan, files, result) };
    }
    case 'ask':
      return {
        code: writeColumns(plan.table).code,
        answer: (result) => answerColumns(plan.question, plan.table, result),
      };
  }
}
