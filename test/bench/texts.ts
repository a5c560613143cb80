import type { UIMessage } from '../../protocol/index.ts';
import { Prose } from './prose.ts';

/** What every text ends with, so that a page can be asked whether it has shown all of it. */
export const lastWords = 'Nothing else is left to say.';

/** Characters of a token, on average. */
const tokenLength = 4;

/** The text of a name such as `answer-5000`: its kind, and its size in tokens, lines, rows, items or kilobytes. */
export function textOf(name: string): string {
  const [kind = '', size = ''] = name.split('-');
  const write = kinds[kind];
  if (!write) throw new Error(`There is no text of the kind ${kind}, only ${Object.keys(kinds).join(', ')}.`);
  return `${write(Number(size), new Prose(7))}\n\n${lastWords}\n`;
}

/** A text in the pieces in which a model would say it: 2 to 6 characters each. */
export function tokensOf(text: string): string[] {
  const prose = new Prose(11);
  const tokens: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + 2 + prose.below(2 * tokenLength - 3);
    tokens.push(text.slice(start, end));
    start = end;
  }
  return tokens;
}

/** What was said before: questions, and answers of some paragraphs. */
export function historyOf(count: number): UIMessage[] {
  const prose = new Prose(3);
  return Array.from({ length: count }, (_, n) =>
    n % 2 === 0
      ? { id: `m${n}`, role: 'user', parts: [{ type: 'text', text: prose.sentence() }] }
      : { id: `m${n}`, role: 'assistant', parts: [{ type: 'text', text: shortAnswer(prose), state: 'done' }] },
  );
}

const kinds: Record<string, (size: number, prose: Prose) => string> = {
  answer(tokens, prose) {
    const length = tokens * tokenLength - lastWords.length;
    let text = '';
    while (text.length < length) text += `${section(prose)}\n\n`;
    // The last section goes up to its last whole paragraph, or else the size would differ by a table.
    const end = text.lastIndexOf('\n\n', length);
    return text.slice(0, end).trimEnd();
  },
  code: (lines, prose) => fence(lines, prose),
  table: (rows, prose) => table(rows, prose),
  list: (items, prose) => nestedList(items, prose),
  paragraph(kilobytes, prose) {
    let text = '';
    while (text.length < kilobytes * 1000) text += `${prose.richSentence()} `;
    return text.trimEnd();
  },
};

function section(prose: Prose): string {
  const more = prose.pick([
    () => nestedList(7, prose),
    () => numberedList(5, prose),
    () => table(6, prose),
    () => fence(14, prose),
    () => `> ${prose.paragraph(2)}`,
  ]);
  return [`## ${prose.phrase(4)}`, prose.paragraph(4), prose.paragraph(3), more(), prose.paragraph(3)].join('\n\n');
}

function shortAnswer(prose: Prose): string {
  return [prose.paragraph(3), prose.pick([nestedList(3, prose), `### ${prose.phrase(3)}`]), prose.paragraph(2)].join(
    '\n\n',
  );
}

function nestedList(items: number, prose: Prose): string {
  const depths = [0, 1, 1, 2, 0, 1, 2];
  const line = (_: unknown, n: number): string => `${'  '.repeat(depths[n % 7] ?? 0)}- ${prose.richSentence()}`;
  return Array.from({ length: items }, line).join('\n');
}

function numberedList(items: number, prose: Prose): string {
  return Array.from({ length: items }, (_, n) => `${n + 1}. **${prose.phrase(2)}.** ${prose.richSentence()}`).join(
    '\n',
  );
}

function table(rows: number, prose: Prose): string {
  const row = (): string =>
    `| ${prose.phrase(2)} | ${prose.below(10_000)} | \`${prose.name()}\` | ${prose.phrase(4)} |`;
  return [
    '| Name | Count | Symbol | Remark |',
    '| :--- | ---: | --- | --- |',
    ...Array.from({ length: rows }, row),
  ].join('\n');
}

function fence(lines: number, prose: Prose): string {
  const line = (_: unknown, n: number): string => {
    if (n % 9 === 0) return `function ${prose.name()}(${prose.name()}, ${prose.name()}) {`;
    if (n % 9 === 8) return '}';
    return `  const ${prose.name()} = ${prose.name()}(${prose.below(100)}, '${prose.phrase(2)}'); // ${prose.phrase(3)}`;
  };
  return ['```js', ...Array.from({ length: lines }, line), '```'].join('\n');
}
