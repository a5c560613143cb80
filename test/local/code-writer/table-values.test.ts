import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cities, fileOf, people, sales } from './tables.ts';
import { randomFrom } from './random.ts';
import { runner } from './run-written.ts';

/** The rows of a simple CSV file that the code has written. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

const close = (actual: string | undefined, expected: number, what = '') =>
  assert.ok(
    Math.abs(Number(actual) - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

describe('the answer about a table', () => {
  const run = runner();

  it('has the right mean of each group, says what is missing, and links a file and a chart', async () => {
    const { answer, file, result } = await run('What is the mean unit price by region? Please draw a chart.', [sales]);
    assert.equal(result.error, undefined, result.logs);
    assert.match(
      answer,
      /^The mean Unit Price is highest for \*\*East\*\* \(€1,180\.00\) and lowest for \*\*West\*\* \(€15\.25\)\.\n/,
    );
    assert.match(
      answer,
      /^\| East \| 1,180\.00 \| 1 \|\n\| North \| 844\.33 \| 3 \|\n\| South \| 640\.00 \| 2 \|\n\| West \| 15\.25 \| 1 \|\n\| \(empty\) \| 14\.75 \| 1 \|$/m,
    );
    assert.match(
      answer,
      /\[mean_unit_price_by_region\.csv\]\(sandbox:\/mnt\/data\/mean_unit_price_by_region\.csv\) · \[chart\.svg\]\(sandbox:\/mnt\/data\/chart\.svg\)/,
    );
    assert.match(answer, /8 of the 10 rows of sales\.csv were used; 2 have no number in Unit Price\./);
    const rows = rowsOf(file('mean_unit_price_by_region.csv'));
    close(rows.find(({ Region }) => Region === 'North')?.['mean Unit Price (€)'], (1200.5 + 82.5 + 1250) / 3);
    close(rows.find(({ Region }) => Region === 'South')?.['mean Unit Price (€)'], (80 + 1199.99) / 2);
    assert.match(file('chart.svg'), /^<svg [^]*Mean Unit Price by Region[^]*North/);
  });

  const values: [string, RegExp][] = [
    ['total revenue', /\*\*12,790\.99\*\*/],
    [
      'describe the data',
      /^\*\*sales\.csv\*\* has 10 rows and 8 columns: order\\_id, Order Date, .*\| Quantity \| 10 \| 19\.80 \| 5\.50 \| 1\.00 \| 100\.00 \| 31\.90 \|/s,
    ],
    ['median quantity', /\*\*5\.5\*\*|\*\*5\.50\*\*/],
    ['total revenue in the North', /where Region is North is \*\*6,481\.00\*\*/],
    ['total revenue without widgets', /\*\*4,260\.00\*\*/],
    ['total revenue since 2024-03-01', /\*\*6,554\.99\*\*/],
    ['revenue in March 2024', /\*\*4,500\.00\*\*/],
    ['total quantity where quantity is between 5 and 50', /\*\*87\*\*/],
    ['mean revenue for orders with quantity at least 10', /\*\*842\.50\*\*/],
    ['standard deviation of quantity where quantity is above 60', /needs at least two numbers/],
    ['standard deviation of quantity by region', /\| West \| - \| 1 \|/],
    ['standard deviation of quantity', /\*\*31\.9\*\*/],
    ['minimum and maximum of revenue', /\*\*295\.00\*\*[^]*\*\*3,750\.00\*\*/],
    ['How many orders over 1,000 revenue?', /^\*\*5\*\* rows where Revenue is above 1000 \(of 10\)\./],
    ['How many orders from Paris?', /^I found nothing called "paris" in sales\.csv[^]*\n\*\*10\*\* rows \(of 10\)/],
    ['how many different customers are there', /\*\*7\*\* different/],
    [
      'which region has the highest total revenue?',
      /^\*\*North\*\* has the highest total Revenue: \*\*6,481\.00\*\*\./,
    ],
    ['which month had the highest revenue?', /^\*\*2024-03\*\* has the highest total Revenue: \*\*4,500\.00\*\*/],
    ['what percentage of revenue comes from the North?', /^\*\*North\*\* has \*\*50\.7%\*\* of the total Revenue\./],
    ['most expensive product', /^\*\*Widget\*\* has the highest Unit Price: \*\*€ 1,250\.00\*\*/],
    ['show me the 3 orders with the highest revenue', /\| 7 \| 3750\.00 [^]*\| 1 \| 2401\.00 [^]*\| 5 \| 1525\.00 /],
    ['correlation between unit price and quantity', /\*\*-0\.5232\*\*/],
    ['average revenue per weekday', /\| Monday \|[^]*\| Friday \|/],
    ['total revenue where revenue is above 100000', /^No row where Revenue is above 100000 has a number in Revenue\./],
    ['orders with revenue above 100000', /^\*\*No row\*\* where Revenue is above 100000 was found, none of the 10/],
    ['revenue by region and product', /by Region alone, not by Product/],
  ];
  for (const [question, expected] of values) {
    it(`sales.csv: ${question}`, async () => {
      const { answer, result } = await run(question, [sales]);
      assert.equal(result.error, undefined, result.logs);
      assert.match(answer, expected);
    });
  }

  it('reads decimal commas, and shows groups that have no number', async () => {
    const { answer } = await run('average salary and age by department', [people]);
    assert.match(
      answer,
      /^\| IT \| 68,125\.00 \| 48\.5 \| 2 \|\n\| Sales \| 50,450\.38 \| 29\.5 \| 2 \|\n\| HR \| - \| 39\.0 \| 1 \|$/m,
    );
  });

  it('reads rows inside a JSON file', async () => {
    assert.match(
      (await run('total population by country', [cities])).answer,
      /\| Norway \| 995,000 \| 2 \|\n\| Sweden \| 94,000 \| 1 \|/,
    );
    assert.match((await run('average area', [cities])).answer, /\*\*459\.5\*\*|\*\*459\.50\*\*/);
    const lines = fileOf(
      'log.jsonl',
      '{"level":"info","ms":12}\n\n{"level":"warn","ms":30.5}\n{"level":"info","ms":null}\n{"level":"info","ms":0}\n',
    );
    assert.match((await run('mean ms by level', [lines])).answer, /\| warn \| 30\.5 \| 1 \|\n\| info \| 6\.0 \| 2 \|/);
  });

  it('asks back with the columns to choose from', async () => {
    const table = fileOf('prices.csv', 'item,list price,sale price\na,3,2\nb,5,4\n');
    const { answer } = await run('What is the average price?', [table]);
    assert.match(answer, /^Which column do you mean: list price or sale price\?/);
    assert.match(answer, /\| list price \| number \| 3, 5 \|/);
  });

  it('describes a table without numbers by its columns', async () => {
    const { answer } = await run('Describe the table', [
      fileOf('names.csv', 'first,last\nAda,Lovelace\nAlan,Turing\n'),
    ]);
    assert.match(answer, /^names\.csv has 2 rows and these columns:\n\n.*\n.*\n\| first \| text \| Ada, Alan \|/);
  });

  it('gives the same code and the same answer for the same question', async () => {
    const [first, second] = [await run('revenue by month', [sales]), await run('revenue by month', [sales])];
    assert.equal(first.written.code, second.written.code);
    assert.equal(first.answer, second.answer);
  });
});

describe('numbers computed a second time', () => {
  const run = runner();
  const random = randomFrom(42);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const mean = (numbers: number[]) => sum(numbers) / numbers.length;
  const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
  const operations: Record<string, [string, (numbers: number[]) => number]> = {
    mean: ['mean', mean],
    total: ['sum', sum],
    lowest: ['minimum', (numbers) => Math.min(...numbers)],
    highest: ['maximum', (numbers) => Math.max(...numbers)],
    median: [
      'median',
      (numbers) => (sorted(numbers)[(numbers.length - 1) >> 1]! + sorted(numbers)[numbers.length >> 1]!) / 2,
    ],
    'standard deviation of': [
      'standard deviation',
      (numbers) => Math.sqrt(sum(numbers.map((number) => (number - mean(numbers)) ** 2)) / (numbers.length - 1)),
    ],
  };
  const groups = new Map<string, number[]>();
  const lines = Array.from({ length: 400 }, () => {
    const name = ['Alpha', 'Beta, "B"', 'Gamma', 'Δ'][random(4)] ?? '';
    const value = (random(2_000_000) - 500_000) / 100;
    if (random(10) === 0) return `"${name.replaceAll('"', '""')}",`;
    groups.set(name, [...(groups.get(name) ?? []), value]);
    const written = value.toLocaleString('en-US', { minimumFractionDigits: 2 });
    return `"${name.replaceAll('"', '""')}","${value < 0 ? `($${written.slice(1)})` : `$${written}`}"`;
  });
  const table = fileOf('random.csv', `team,result\n${lines.join('\n')}\n`);

  for (const [title, [words, operation]] of Object.entries(operations)) {
    it(`${words} of each group`, async () => {
      const { result, file, answer } = await run(`${words} of result by team`, [table]);
      assert.equal(result.error, undefined, result.logs);
      const [csv] = result.files.filter(({ name }) => name.endsWith('.csv'));
      const found = new Map(
        file(csv?.name ?? '')
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),(\d+)$/.exec(line) ?? [])
          .map(([, quoted, plain, value, count]) => [quoted?.replaceAll('""', '"') ?? plain ?? '', { value, count }]),
      );
      assert.equal(found.size, groups.size, title);
      for (const [name, numbers] of groups) {
        close(found.get(name)?.value, operation(numbers), `${words} of ${name}`);
        assert.equal(Number(found.get(name)?.count), numbers.length);
        assert.ok(
          answer.includes(
            operation(numbers)
              .toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
              .slice(0, -1),
          ),
          answer,
        );
      }
    });
  }
});

describe('a messy file', () => {
  const run = runner();
  const mean = async (
    content: string | Uint8Array,
    expected: RegExp,
    name = 'data.csv',
    question = 'mean price by shop',
  ) => {
    const { answer, result } = await run(question, [fileOf(name, content)]);
    assert.equal(result.error, undefined, result.logs);
    assert.match(answer, expected);
  };
  const right = /\| B \| 4\.5\d* \| 2 \|\n\| A \| 1\.5\d* \| 2 \|/;

  it('may be delimited by semicolons, tabs or bars, and say so', async () => {
    await mean('shop;price\nA;1\nA;2\nB;4\nB;5\n', right);
    await mean('shop\tprice\nA\t1\nA\t2\nB\t4\nB\t5\n', right, 'data.tsv');
    await mean('shop|price\nA|1\nA|2\nB|4\nB|5\n', right);
    await mean('sep=;\nshop;price\nA;1\nA;2\nB;4\nB;5\n', right);
    await mean('shop, price\n"A", "1"\n"A", "2"\n"B", "4"\n"B", "5"\n', right);
  });

  it('may be in any common encoding', async () => {
    const text = 'shop;price €\nMünchen;1\nMünchen;2\n';
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const question = 'mean price by shop';
    await mean(`\uFEFF${text}`, /\| München \| 1\.5\d* \| 2 \|/, 'data.csv', question);
    await mean(utf16, /\| München \| 1\.5\d* \| 2 \|/, 'data.csv', question);
    await mean(Buffer.from(text.replace('€', 'E'), 'latin1'), /\| München \| 1\.5\d* \| 2 \|/, 'data.csv', question);
    await mean(text.replaceAll('\n', '\r\n'), /\| München \| 1\.5\d* \| 2 \|/, 'data.csv', question);
  });

  it('may have a title above the table and a total below it', async () => {
    await mean('Report of the year\n\nshop,price\nA,1\nA,2\nB,4\nB,5\nTotal,12\n', right);
    await mean(
      'Report of the year\n\nshop,price\nA,1\nA,2\nB,4\nB,5\nTotal,12\n',
      /The last row sums up the others and is left out/,
    );
  });

  it('may have no header, or names that occur twice or not at all', async () => {
    const { answer } = await run('mean of column 2 by column 1', [fileOf('data.csv', 'A,1\nA,2\nB,4\nB,5\n')]);
    assert.match(answer, right);
    await mean('shop,price,price,\nA,1,100,x\nA,2,200,x\nB,4,300,y\nB,5,400,y\n', right);
    await mean('shop,"price\n(EUR)"\nA,1\nA,2\nB,4\nB,5\n', right);
  });

  it('may have rows of any length, empty lines, and cells that are no numbers', async () => {
    await mean('shop,price,note\nA,1\nA,2,x,y,z\n\nB,4,\nB,5\nB\nA,n/a,\nA,-\nB,NaN\n,,\n', right);
  });

  it('may spell a group in several ways', async () => {
    await mean('shop,price\nA shop,1\na Shop,2\n A SHOP ,3\nb,9\n', /\| b \| 9 \| 1 \|\n\| A shop \| 2 \| 3 \|/);
  });

  it('may write its numbers in many ways', async () => {
    const numbers: [string, string][] = [
      ['1234.5;2000', '1617.25'],
      ['1,234.50;2,000.00', '1617.25'],
      ['"1.234,50";"2.000,00"', '1617.25'],
      ["1'234.50;2'000.00", '1617.25'],
      ['1 234,50;2 000,00', '1617.25'],
      ['1\u202f234,50 €;2\u00a0000,00 €', '1617.25'],
      ['"€ 1,234.50";"€ 2,000.00"', '1617.25'],
      ['$1,234.50;$2,000.00', '1617.25'],
      ['1234.50 EUR;2000 EUR', '1617.25'],
      ['12.5%;7.5%', '10'],
      ['(5.00);15.00', '5'],
      ['−5;15', '5'],
      ['-€5.00;€15.00', '5'],
      ['+5;15', '10'],
      ['1.5e3;500', '1000'],
      ['.5;1.5', '1'],
      ['5 kg;15 kg', '10'],
      ['1,234;2,000', '1617'],
      ['1.234;2.000', '1.617'],
      ['12,5;7,25', '9.875'],
      ['100;200;n/a', '150'],
    ];
    for (const [cells, expected] of numbers) {
      const lines = cells.split(';').map((cell) => `a\t${cell}`);
      const table = fileOf('numbers.tsv', `shop\tamount\n${lines.join('\n')}\n`);
      const { result, file } = await run('mean amount by shop', [table]);
      assert.equal(result.error, undefined, `${cells}\n${result.logs}`);
      const [row] = rowsOf(file('mean_amount_by_shop.csv'));
      close(Object.values(row ?? {})[1], Number(expected), cells);
    }
  });

  it('may be doubtful, and the answer then says how it was read', async () => {
    await mean('shop;price\nA;1,234\nB;2,500\n', /A number such as 1,234 in price is read as 1234, in thousands\./);
    await mean('shop;when;price\nA;03/04/2024;1\nB;05/06/2024;2\n', /Dates in when are read as day, month, year\./);
    await mean('shop;price\nA;5 kg\nB;3 lb\n', /price has several units \(kg, lb\)/);
  });
});

describe('names that try to break out of the code', () => {
  const run = runner();
  const hostile = [
    '"; import os; os.remove("x") #',
    "'); raise SystemExit(1) #",
    '{__import__("os").getcwd()}',
    '"""',
    '\\',
    '\\"',
    'a\nb',
    'line\u2028separator',
    '%s %(x)s {0}',
    '| cell *bold* [link](https://example.com) <b>',
    'import',
    '🎉 größe',
    '`ids` $(touch x)',
  ];

  for (const name of hostile.filter((text) => /\p{L}/u.test(text))) {
    it(`takes ${JSON.stringify(name)} as the name of a column and of a group`, async () => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const table = fileOf('data.csv', `${quoted},amount\n${quoted},1\n${quoted},3\nother,8\n`);
      const { answer, result, written } = await run(`total amount by "${name.replaceAll(/["\n\u2028]/g, ' ')}"`, [
        table,
      ]);
      assert.equal(result.error, undefined, `${result.logs}\n${written.code}`);
      assert.match(answer, /\| other \| 8 \| 1 \|/);
      assert.match(answer, /\| 4 \| 2 \|/);
      assert.doesNotMatch(answer.replace(/\\./g, ''), /<b>|\]\(https/);
    });
  }

  for (const name of hostile) {
    it(`takes ${JSON.stringify(name)} as the name of a column of numbers`, async () => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const { result, file, written } = await run('average by shop', [
        fileOf('data.csv', `shop,${quoted}\nA,1\nA,2\nB,4\nB,5\n`),
      ]);
      assert.equal(result.error, undefined, `${result.logs}\n${written.code}`);
      const [csv] = result.files.filter((candidate) => candidate.name.endsWith('.csv'));
      assert.match(file(csv?.name ?? ''), /B,4\.5,2\r?\nA,1\.5,2/);
      assert.match(csv?.name ?? '', /^[a-z0-9_]+\.csv$/);
    });
  }

  it('takes the name of a file as it is, and never writes over it', async () => {
    for (const name of ['a"b\'c {x}.csv', 'mean_price_by_shop.csv', 'summary.csv', 'größe 🎉.csv']) {
      const { result, answer, written } = await run('mean price by shop', [fileOf(name, 'shop,price\nA,1\nB,2\n')]);
      assert.equal(result.error, undefined, `${result.logs}\n${written.code}`);
      assert.ok(!result.files.some((file) => file.name === name), `${name} was written over`);
      assert.match(answer, /\| B \| 2/);
    }
  });
});
