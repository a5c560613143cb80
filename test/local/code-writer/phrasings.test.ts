import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InputFile } from '../../../server/local/code-writer/index.ts';
import { planFor } from '../../../server/local/code-writer/table/plan-for.ts';
import type { Plan } from '../../../server/local/code-writer/table/plan.ts';
import { filterText } from '../../../server/local/code-writer/table/python/write-filters.ts';
import { chartFor } from '../../../server/local/code-writer/table/chart-for.ts';
import { phrasings } from './phrasings.ts';
import { runner } from './run-written.ts';
import { cities, fileOf, people, sales } from './tables.ts';

describe('a question about a table', () => {
  for (const { file, questions } of phrasings) understands(file, questions);

  it('asks back where it fits several columns alike', () => {
    const table = fileOf('prices.csv', 'item,list price,sale price\na,3,2\nb,5,4\n');
    assert.equal(
      summary(planFor('What is the average price?', [table])),
      'asks: Which column do you mean: list price or sale price?',
    );
    assert.equal(summary(planFor('What is the average sale price?', [table])), 'mean(sale price)');
  });

  it('takes the file it names, else the one it fits', () => {
    assert.equal(planFor('mean age', [sales, people])?.table.fileName, 'people.csv');
    assert.equal(planFor('mean age', [people, sales])?.table.fileName, 'people.csv');
    assert.equal(planFor('total revenue', [people, cities, sales])?.table.fileName, 'sales.csv');
    const other = fileOf('older.csv', 'age\n1\n2\n');
    assert.equal(planFor('mean age in older.csv', [other, people])?.table.fileName, 'older.csv');
    assert.equal(planFor('mean age', [people, other])?.table.fileName, 'people.csv', 'the first of equals');
  });

  it('leaves questions alone that only sound like one when there is text to search', () => {
    const text = fileOf('policy.txt', 'Refunds take 30 days.');
    assert.equal(planFor("what's the average?", [text, sales]), undefined);
    assert.equal(planFor('What is the total duration of the warranty?', [text, sales]), undefined);
    assert.equal(summary(planFor('total revenue', [text, sales])), 'sum(Revenue)');
  });
});

describe('the code for every phrasing', () => {
  const run = runner();
  for (const { file, questions } of phrasings) {
    it(`comes to its end and links the files it has written: ${file.name}`, async () => {
      for (const question of Object.keys(questions).filter((text) => questions[text] !== 'nothing')) {
        const { written, result, answer } = await run(question, [file]);
        assert.equal(written.kind, 'table');
        assert.equal(result.error, undefined, `${question}\n${result.logs}`);
        const links = [...answer.matchAll(/\]\(sandbox:\/mnt\/data\/([^)]*)\)/g)].map((match) => match[1]);
        assert.deepEqual(links.sort(), result.files.map(({ name }) => name).sort(), question);
        assert.doesNotMatch(answer, /undefined|NaN|null|\[object/, question);
        assert.match(answer, /\d/, question);
      }
    });
  }
});

function understands(file: InputFile, phrasings: Record<string, string>): void {
  for (const [question, expected] of Object.entries(phrasings)) {
    it(`${file.name}: ${question}`, () => assert.equal(summary(planFor(question, [file])), expected));
  }
}

/** A plan in a line. */
function summary(plan: Plan | undefined): string {
  if (!plan) return 'nothing';
  const where = plan.filters.length > 0 ? ` where ${plan.filters.map(filterText).join(' and ')}` : '';
  switch (plan.kind) {
    case 'aggregate': {
      const measures = plan.measures
        .map(({ operation, column }) => `${operation}${column ? `(${column.name})` : ''}`)
        .join(', ');
      const { grouping } = plan;
      const by = grouping ? ` by ${grouping.period ? `${grouping.period} of ` : ''}${grouping.column.name}` : '';
      const first = plan.order !== 'natural' && (plan.wanted === 'first' || plan.limit) ? `${plan.order} first` : '';
      const wanted = plan.wanted === 'first' ? 'the first' : plan.wanted ? `of ${plan.wanted.join(', ')}` : '';
      const png = plan.imageFormat === 'png' ? 'png' : '';
      return [
        `${measures}${by}${where}`,
        first,
        plan.share ? 'share' : '',
        wanted,
        plan.limit,
        chartFor(plan),
        png,
        plan.remarks.length > 0 ? 'remark' : '',
        plan.caution ? 'caution' : '',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'rows':
      return `${plan.limit} rows with ${plan.order} ${plan.by.name}${where}`;
    case 'list':
      return `list${where}`;
    case 'describe':
      return `description of ${plan.columns.map(({ name }) => name).join(', ')}${where}`;
    case 'values':
      return `values of ${plan.column.name}${where}`;
    case 'correlation':
      return `correlation of ${plan.x.name} and ${plan.y.name}${where}`;
    case 'histogram':
      return `histogram of ${plan.column.name}${where}`;
    case 'ask':
      return `asks: ${plan.question}`;
  }
}
