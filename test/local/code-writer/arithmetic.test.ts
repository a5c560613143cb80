import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { writeCode } from '../../../server/local/code-writer/index.ts';
import { randomFrom } from './random.ts';
import { runner } from './run-written.ts';

describe('Python for a calculation', () => {
  const run = runner();
  const values: Record<string, string> = {
    'what is 17% of 2,340': '`17% of 2340` is **397.8**.',
    '(12.5+7)*3': '`(12.5+7)*3` is **58.5**.',
    'What is 2 + 2?': '`2 + 2` is **4**.',
    '2+2=': '`2+2` is **4**.',
    'what is two plus two': '`two plus two` is **4**.',
    'how much is 10 / 4': '`10 / 4` is **2.5**.',
    '10/3': '`10/3` is about **3.333333333** (exactly 10/3).',
    '0.1 + 0.2': '`0.1 + 0.2` is **0.3**.',
    '2 + 3 * 4': '`2 + 3 * 4` is **14**.',
    '-2^2': '`-2^2` is **-4**.',
    '2^3^2': '`2^3^2` is **512**.',
    '2^-2': '`2^-2` is **0.25**.',
    '7 - 2 - 1': '`7 - 2 - 1` is **4**.',
    '8 / 4 / 2': '`8 / 4 / 2` is **1**.',
    '8 / (4 / 2)': '`8 / (4 / 2)` is **4**.',
    '(1 + 2) / 3 + 1/6': '`(1 + 2) / 3 + 1/6` is about **1.166666667** (exactly 7/6).',
    '1,234,567 * 89': '`1,234,567 * 89` is **109,876,463**.',
    '5!': '`5!` is **120**.',
    '17 mod 5': '`17 mod 5` is **2**.',
    'sqrt(144)': '`sqrt(144)` is **12**.',
    'What is the square root of 2?': '`square root of 2` is about **1.414213562**.',
    '5 squared': '`5 squared` is **25**.',
    '20% off 80': '`80 less 20%` is **64**.',
    'increase 80 by 15%': '`80 increased by 15%` is **92**.',
    '100 plus 10%': '`100 plus 10%` is **110**.',
    'what percent of 80 is 20?': '`20 as a share of 80` is **25%**.',
    '20 is what percent of 80': '`20 as a share of 80` is **25%**.',
    'percentage change from 50 to 65': '`the change from 50 to 65` is **30%**.',
    'What is a 15% tip on $86.40?': '`15% of 86.40` is **12.96**.',
    'half of 17': '`half of 17` is **8.5**.',
    '12 divided by 0': '`12 divided by 0` **has no value**: it divides by zero.',
    'sqrt(-1)': '`sqrt(-1)` **has no real value**.',
    'average of 3, 5 and 10': 'The average of `3, 5, 10` is **6**.',
    'What is the sum of 1, 2 and 3.5?': 'The sum of `1, 2, 3.5` is **6.5**.',
    'standard deviation of 2, 4, 4, 4, 5, 5, 7, 9':
      'The standard deviation of `2, 4, 4, 4, 5, 5, 7, 9` is **2.138089935**.',
  };
  for (const [question, expected] of Object.entries(values)) {
    it(question, async () => {
      const { written, answer } = await run(question);
      assert.equal(written.kind, 'arithmetic');
      assert.equal(answer, expected);
    });
  }

  it('is none for what only looks like one', () => {
    for (const question of [
      '2024-01-31',
      'what is 24/7 support',
      'call me at 555-123-4567',
      'see pages 10-20',
      'what happened in 1914-1918',
      '7',
      '',
      '?',
      'the 3 + 4 rule of the house',
      '5 apples + 3 apples',
      'version 1.2.3',
    ]) {
      assert.equal(writeCode(question, []), undefined, question);
    }
  });

  it('agrees with JavaScript on random formulas', async () => {
    const random = randomFrom(7);
    const formula = (depth: number): string => {
      if (depth === 0) return random(3) === 0 ? `${random(50)}.${1 + random(9)}` : `${1 + random(99)}`;
      const operator = ['+', '-', '*', '/'][random(4)];
      const inner = `${formula(depth - 1)} ${operator} ${formula(depth - 1)}`;
      return random(2) === 0 ? `(${inner})` : inner;
    };
    for (let count = 0; count < 40; count++) {
      const text = formula(1 + random(3));
      const expected = Number(runInNewContext(text));
      const { answer } = await run(text);
      if (!Number.isFinite(expected)) continue;
      const found = Number(/\*\*(-?[\d.,e+-]+)\*\*/.exec(answer)?.[1]?.replaceAll(',', ''));
      assert.ok(
        Math.abs(found - expected) <= 1e-8 * Math.max(1, Math.abs(expected)),
        `${text}: ${answer}, not ${expected}`,
      );
    }
  });
});

describe('Python that is given', () => {
  const run = runner();

  it('is run as it stands in a fence', async () => {
    const { written, answer } = await run(
      'Please run this:\n\n```python\nfor n in range(3):\n    print(n)\n```\nThanks!',
    );
    assert.equal(written.kind, 'given');
    assert.equal(written.code, 'for n in range(3):\n    print(n)\n');
    assert.equal(answer, 'The code ran.\n\n```\n0\n1\n2\n```');
  });

  it('is run after a command, with or without backticks', async () => {
    assert.match((await run('run this: print(1 + 1)')).answer, /```\n2\n```/);
    assert.match((await run('Can you run `sum(range(10))`?')).answer, /```\n45\n```/);
    assert.match((await run('execute the following code\nx = 3\nprint(x * 2)')).answer, /```\n6\n```/);
    assert.match((await run('```\nimport math\nmath.floor(2.5)\n```')).answer, /```\n2\n```/);
  });

  it('has its error shown, and its files linked', async () => {
    const { answer } = await run('```python\nopen("my file.txt", "w").write("x")\nprint("`" * 3)\n1 / 0\n```');
    assert.match(answer, /^The code stopped with ZeroDivisionError: division by zero\./);
    assert.match(answer, /````\n```\nTraceback/);
    assert.match(answer, /\[my file\.txt\]\(<sandbox:\/mnt\/data\/my%20file\.txt>\)/);
  });

  it('is none where prose asks to run something, or the fence holds another language', () => {
    for (const question of [
      'run the numbers for me',
      'can we run a campaign?',
      '```js\nconsole.log(1)\n```',
      '```\njust text\n```',
      'How do I execute my plan?',
    ]) {
      assert.equal(writeCode(question, []), undefined, question);
    }
  });
});
