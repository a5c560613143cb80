import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeCode } from '../../../server/local/code-writer/index.ts';
import { runner } from './run-written.ts';

describe('Python for an equation', () => {
  const run = runner();
  const answers = (cases: Record<string, RegExp | string>) => {
    for (const [question, expected] of Object.entries(cases)) {
      it(question, async () => {
        const { written, result, answer } = await run(question);
        assert.equal(written.kind, 'equation');
        assert.equal(result.error, undefined, result.logs);
        if (typeof expected === 'string') assert.ok(answer.startsWith(expected), answer);
        else assert.match(answer, expected);
        assert.doesNotMatch(answer, /check failed|undefined|NaN|\?\*\*/);
      });
    }
  };

  describe('linear', () => {
    answers({
      'solve 3x + 11 = 14': '**x = 1**\n\nCheck: with x = 1, both sides of `3x + 11 = 14` are 14.',
      'Solve 3x+11=14': '**x = 1**',
      'what is x if 2(x-3) = 7x/2 + 1': '**x = -14/3** (≈ -4.666666667)',
      'If 3x plus 11 equals 14, what is x?': '**x = 1**',
      'Can you solve the equation 3x + 11 = 14 for x please?': '**x = 1**',
      'Solve for t: 4t - 7 = 3t + 2': '**t = 9**',
      'What is x when x/4 = 9?': '**x = 36**',
      '7 = 2x - 1': '**x = 4**',
      '2 * price + 3 = 11': '**price = 4**',
      'solve 0.1x + 0.2 = 0.5': '**x = 3**',
      'solve 1,000x = 5,000': '**x = 5**',
      '2x = 5': '**x = 5/2** (= 2.5)',
      'find y: -y + 3 = 5': '**y = -2**',
      'my homework says 3x + 11 = 14, can you help?': '**x = 1**',
      'let n be a number such that 5n - 3 = 2n + 9. What is n?': '**n = 4**',
      'solve $\\frac{1}{2}x = 3$': '**x = 6**',
      'lambda + 1 = 3': '**lambda = 2**',
      'α + 1 = 3': '**α = 2**',
      'print = 3 + 4': '**print = 7**',
    });
  });

  describe('without a variable that counts', () => {
    answers({
      '2x + 2 = 2(x + 1)': /^\*\*Every number solves it\*\*.*infinitely many/,
      '2x + 3 = 2x + 5': /^\*\*No solution\*\*.*differ by -2/,
    });
  });

  describe('quadratic', () => {
    answers({
      'x^2 - 5x + 6 = 0': '**x = 2** or **x = 3**',
      '(x + 1)(x - 2) = 0': '**x = -1** or **x = 2**',
      'find the roots of 2x^2 + 3x - 2 = 0': '**x = -2** or **x = 1/2**',
      '2x² − 8 = 0': '**x = -2** or **x = 2**',
      'x squared = 49': '**x = -7** or **x = 7**',
      'x^2 + 2x + 1 = 0': /^\*\*x = -1\*\* \(a double solution/,
      'x^2 = 2': /^\*\*x = ± √2\*\*, that is x ≈ -1\.414213562 or x ≈ 1\.414213562\./,
      'x^2 + x = 1': /^\*\*x = -1\/2 ± 1\/2·√5\*\*, that is x ≈ -1\.618033989 or x ≈ 0\.6180339887\./,
      'x^2 = 12': /^\*\*x = ± 2·√3\*\*/,
      '0.5a^2 = 0.125': '**a = -1/2** or **a = 1/2**',
      'x^2 + 1 = 0': /^\*\*No real solution\*\*.*-4/,
    });
  });

  describe('of a higher degree, or with the variable below a line', () => {
    answers({
      'x^3 - 6x^2 + 11x - 6 = 0': '**x = 1**, **x = 2** or **x = 3**.',
      'x^3 = 8': '**x = 2**. There is no further real solution.',
      'x^4 = x^2': '**x = -1**, **x = 0** or **x = 1**.',
      'x^3 = 2': /^\*\*x ≈ 1\.25992105\*\*\. A part of degree 3 .* numerically/,
      'x^3 - 3x^2 + 3x - 2 = 0': /^\*\*x = 2\*\*/,
      'x^3 - x^2 - 2x + 2 = 0': /\*\*x = 1\*\*, \*\*x ≈ -1\.414213562\*\* or \*\*x ≈ 1\.414213562\*\*/,
      'solve 12/x = 3': '**x = 4**',
      '1/x + 1/(x+1) = 3/2': '**x = -2/3** or **x = 1**',
      'x/(x-1) = 1/(x-1)': /^\*\*No real solution\*\*.*x = 1 would divide by zero/,
      '2^x = 8': /^\*\*x ≈ 3\*\*[^]*numerically/,
      'sqrt(x) = 3': /^\*\*x ≈ 9\*\*/,
      'sqrt(x) = -3': /^I found \*\*no solution\*\*/,
    });
  });

  describe('two of them', () => {
    answers({
      'solve x + y = 10 and x - y = 2': '**x = 6** and **y = 4**',
      'Solve the system: 2x + 3y = 12; x - y = 1': '**x = 3** and **y = 2**',
      'x = 2y + 1, 3x + y = 10': '**x = 3** and **y = 1**',
      'a + b = 1\n2a + 4b = 3': '**a = 1/2** and **b = 1/2**',
      'x + y = 2, 2x + 2y = 4': /^\*\*Infinitely many solutions\*\*/,
      'x + y = 2, 2x + 2y = 5': /^\*\*No solution\*\*/,
    });
  });

  it('checks with what Python computed', async () => {
    const { written, result } = await run('solve 3x + 11 = 14');
    assert.match(written.code, /^from fractions import Fraction\n\n# 3x \+ 11 = 14\n/);
    assert.match(result.logs, /^x = 1\n\nleft|^x = 1\nleft side = 14\nright side = 14\n$/);
    const wrong = written.answer({ ...result, logs: 'x = 2\nleft side = 17\nright side = 14\n' });
    assert.match(wrong, /The check failed/);
  });

  it('is none where no equation is', () => {
    for (const question of [
      'x + y = 3',
      'x = 5',
      'I set price = 100, is that fair?',
      'a == b',
      'the price = total',
      'What does E = mean?',
      '=',
      '3x = ',
      'x = = 3',
    ]) {
      assert.notEqual(writeCode(question, [])?.kind, 'equation', question);
    }
  });

  it('says what went wrong where the code did not come to its end', () => {
    const written = writeCode('solve 3x + 11 = 14', []);
    const failed = { logs: '', files: [], shown: [] };
    assert.equal(
      written?.answer({ ...failed, error: { name: 'Unavailable', message: 'Python needs the package pyodide.' } }),
      'Python needs the package pyodide.',
    );
    assert.equal(
      written?.answer({ ...failed, error: { name: 'Timeout', message: 'The code ran too long.' } }),
      'The code ran too long.',
    );
    assert.match(written?.answer({ ...failed, error: { name: 'KeyError', message: "'x'" } }) ?? '', /KeyError/);
  });

  it('survives formulas of any shape', () => {
    const hostile = [
      '('.repeat(5_000) + 'x' + ')'.repeat(5_000) + ' = 1',
      `${'x+'.repeat(3_000)}x = 1`,
      '(x+1)^12 * (x+2)^12 * (x+3)^12 = 0',
      'x^999999999 = 1',
      `x = ${'9'.repeat(2_000)}`,
      '1/0 = x',
      'x/(1-1) = 2',
    ];
    for (const question of hostile) assert.doesNotThrow(() => writeCode(question, []));
  });
});
