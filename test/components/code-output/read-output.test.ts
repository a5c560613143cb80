import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOutput } from '../../../components/code-output/read-output.ts';

const escape = '\u001b';

describe('readOutput', () => {
  for (const [what, printed, shown] of [
    ['nothing', '', []],
    ['plain lines, whatever ends them', 'one\ntwo\r\nthree', ['one', 'two', 'three']],
    ['no line behind the last line break', 'one\n\n', ['one', '']],
    ['tabs', 'a\tb', ['a\tb']],
    ['a bar of progress at its last state', ' 10%|#   |\r 50%|##  |\r100%|####|\n', ['100%|####|']],
    ['what a shorter line leaves of a longer one', 'downloading\rdone', ['doneloading']],
    ['what an erased line leaves', `downloading\r${escape}[Kdone`, ['done']],
    [
      'a line erased whole, up to the place, and from it',
      `ab${escape}[2Kc\nab${escape}[1Kc\nabc\b\b${escape}[0Kd`,
      ['  c', '  c', 'ad'],
    ],
    ['a spinner', '|\b/\b-\b\\ ready', ['\\ ready']],
    ['several bars that are written over again', `a 1\nb 1\n${escape}[2Aa 2\nb 2\n`, ['a 2', 'b 2']],
    ['moves within a line', `abc${escape}[2DX${escape}[3GY${escape}[2CZ`, ['aXY  Z']],
    ['no move beyond where a person would look', `${escape}[999999999Cx`, [`${' '.repeat(1000)}x`]],
    [
      'no title, link or question to the terminal',
      `${escape}]0;title\u0007a${escape}]8;;https://x\u001b\\b${escape}[6nc${escape}(0d`,
      ['abcd'],
    ],
    ['no sequence that has no end', `a${escape}]0;title\nb${escape}[38;5\nc${escape}`, ['a', 'b', 'c']],
    ['no sequence that begins in one character', '\u009b31mred', ['red']],
    ['no other control characters', 'a\u0000\u0007\u007fb', ['ab']],
  ] as const) {
    it(`gives ${what}`, () => assert.deepEqual(textOf(printed), shown));
  }

  for (const [parameters, look] of [
    ['1', { bold: true }],
    ['1;2;3;4;7;9', { bold: true, faint: true, italic: true, underline: true, inverse: true, strike: true }],
    ['31', { color: 'oklch(0.6 0.14 27)' }],
    ['91', { color: 'oklch(0.72 0.16 27)' }],
    ['30;107', { color: 'oklch(0.3 0 0)', ground: 'oklch(1 0 0)' }],
    ['38;5;208', { color: 'rgb(255 135 0)' }],
    ['48;5;255', { ground: 'rgb(238 238 238)' }],
    ['38;5;9', { color: 'oklch(0.72 0.16 27)' }],
    ['38;2;1;2;999', { color: 'rgb(1 2 255)' }],
    ['38:2::1:2:3', { color: 'rgb(1 2 3)' }],
    ['48:5:16;1', { ground: 'rgb(0 0 0)', bold: true }],
    ['4:3', { underline: true }],
    ['4;4:0', {}],
    ['38;5', {}],
    ['38;7;1', { bold: true, inverse: true }],
    ['1;31;0', {}],
    ['1;', {}],
    ['31;39;41;49;1;22;3;23;4;24;7;27;9;29', {}],
    ['777', {}],
  ] as const) {
    it(`reads the look ${parameters}`, () => {
      assert.deepEqual(readOutput(`${escape}[${parameters}mx`), [[{ text: 'x', look }]]);
    });
  }

  it('keeps a look over lines until it is taken back', () => {
    const lines = readOutput(`a${escape}[1mb\nc${escape}[md`);
    assert.deepEqual(
      lines.map((line) => line.map(({ text, look }) => [text, look.bold ?? false])),
      [
        [
          ['a', false],
          ['b', true],
        ],
        [
          ['c', true],
          ['d', false],
        ],
      ],
    );
  });

  it('keeps the looks of what is not written over', () => {
    const [line] = readOutput(`${escape}[31mabcdef${escape}[m\rX${escape}[3CY`);
    assert.deepEqual(
      line?.map(({ text }) => text),
      ['X', 'bcd', 'Y', 'f'],
    );
    assert.deepEqual(
      line?.map(({ look }) => look.color !== undefined),
      [false, true, false, true],
    );
  });

  it('reads what is made to hold it up in time that grows with its length', () => {
    const long = 'x'.repeat(1_000_000);
    assert.equal(textOf(long + '\ry'.repeat(50_000)).length, 2);
    assert.equal(textOf(`${escape}]`.repeat(300_000)).length, 0);
    assert.equal(textOf(`${escape}]\n`.repeat(300_000)).length, 300_000);
    assert.equal(textOf(`${escape}[31mx`.repeat(200_000))[0]?.length, 200_000);
    assert.equal(textOf(`${escape}[`.repeat(300_000)).length, 0);
  });
});

function textOf(printed: string): string[] {
  return readOutput(printed).map((line) => line.map(({ text }) => text).join(''));
}
