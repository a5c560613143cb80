import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadGrammar } from '../../../../components/code-colors/load-grammar.ts';
import { CodeReading, type GroupTokens } from '../../../../components/file-preview/text/code-reading.ts';
import { groupLines, LineIndex } from '../../../../components/file-preview/text/line-index.ts';
import type { ReadCode } from '../../../../components/markdown/index.ts';

describe('CodeReading', () => {
  const text = Array.from({ length: groupLines * 10 }, (_, n) => `line ${n}`).join('\n');

  it('reads no further than somebody looks', async () => {
    const read: string[] = [];
    const given = readWith(text, () => (line) => (read.push(line), []));
    given.reading.want(1);
    await given.all(1);
    assert.equal(new Set(read).size, groupLines * 2);
  });

  it('knows in every group what stands before it, in whatever order they are looked at', async () => {
    const python = await loadGrammar('python');
    const code = `"""${text}"""\n${text}`;
    const { reading, tokens, all } = readWith(code, python!);
    for (const group of [15, 3, 9, 10, 0]) reading.want(group);
    await all(5);
    assert.deepEqual(
      [0, 3, 9, 10, 15].map((group) => tokens.get(group)?.[1]?.[0]?.kind),
      ['string', 'string', 'string', 'number', 'number'],
    );
    reading.want(4);
    await all(6);
    assert.equal(tokens.get(4)?.[1]?.[0]?.kind, 'string');
  });

  it('lets the page have its turn', async (test) => {
    let now = 0;
    test.mock.method(performance, 'now', () => (now += 5));
    let turns = 0;
    const counting = setInterval(() => turns++);
    const { reading, all } = readWith(text, () => () => []);
    reading.want(9);
    await all(1);
    clearInterval(counting);
    assert.ok(turns > 0);
  });

  it('gives nothing any more once it is stopped', async (test) => {
    let now = 0;
    test.mock.method(performance, 'now', () => (now += 100));
    const { reading, tokens } = readWith(text, () => () => []);
    reading.want(9);
    reading.stop();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(tokens.size, 0);
  });

  it('leaves a line in pieces plain, and goes on behind it', async () => {
    const long = `1${'x'.repeat(5000)}\n1`;
    const { reading, tokens, all } = readWith(long, () => (line) => [{ start: 0, end: line.length, kind: 'number' }]);
    reading.want(0);
    await all(1);
    assert.deepEqual(
      tokens.get(0)?.map((each) => each.length),
      [0, 0, 0, 1],
    );
  });
});

function readWith(text: string, readCode: ReadCode) {
  const tokens = new Map<number, GroupTokens>();
  let wake = (): void => undefined;
  const reading = new CodeReading(new LineIndex(text), readCode, (group, found) => {
    tokens.set(group, found);
    wake();
  });
  const all = async (count: number): Promise<void> => {
    while (tokens.size < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { reading, tokens, all };
}
