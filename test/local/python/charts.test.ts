import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { startHost, textOf } from './start-host.ts';

describe('the module charts', () => {
  const host = startHost();
  after(() => host.close());
  const session = host.session('charts');
  /** The texts of the chart the expression draws, as an XML parser reads them. */
  const textsOf = async (expression: string): Promise<string[]> => {
    const result = await session.run(
      `import charts, datetime, json\nimport xml.etree.ElementTree as tree\nroot = tree.fromstring((${expression}).svg())\nprint(json.dumps([element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]))`,
    );
    assert.equal(result.error, undefined, result.logs);
    return JSON.parse(result.logs) as string[];
  };

  it('draws bars with their labels, their values and round ticks', async () => {
    const texts = await textsOf(
      'charts.bar(["North", "South"], [12.5, 30], title="Sales", x_label="region", y_label="units")',
    );
    for (const text of ['Sales', 'region', 'units', 'North', 'South', '12.5', '30', '0', '10', '20'])
      assert.ok(texts.includes(text), text);
  });

  it('keeps the baseline of bars at zero, also for negative ones', async () => {
    const texts = await textsOf('charts.bar(["a", "b"], [-4, 103])');
    assert.ok(texts.includes('0'));
    assert.ok(texts.includes('−4'));
    assert.ok((await textsOf('charts.bar(["a", "b"], [1000, 1003])')).includes('0'));
  });

  it('lays many or long labels on their side', async () => {
    const texts = await textsOf(
      'charts.bar([f"a rather long name, number {n}" for n in range(10)], range(10), x_label="name")',
    );
    for (let number = 0; number < 10; number++) assert.ok(texts.includes(`a rather long name, number ${number}`));
  });

  it('tells several series apart by a legend', async () => {
    const texts = await textsOf('charts.bar(["a", "b"], {"2023": [1, 2], "2024": [3, None]})');
    assert.ok(texts.includes('2023') && texts.includes('2024'));
  });

  it('draws lines over numbers, names and dates', async () => {
    assert.ok((await textsOf('charts.line([0, 1, 2, 3], [1, 4, 9, 16])')).includes('20'));
    assert.ok((await textsOf('charts.line(["one", "two"], [1, 2])')).includes('two'));
    const months = await textsOf('charts.line([f"2024-{month:02}-01" for month in range(1, 13)], range(12))');
    assert.ok(months.includes('Jan 2024'), String(months));
    const years = await textsOf('charts.line([datetime.date(year, 1, 1) for year in range(1990, 2025)], range(35))');
    assert.ok(years.includes('2000'), String(years));
  });

  it('draws points, slices with their shares, and counts', async () => {
    assert.ok((await textsOf('charts.scatter([1, 2, None, 4], [3, 5, 7, float("nan")], title="T")')).includes('T'));
    assert.ok((await textsOf('charts.pie(["a", "b"], [1, 3])')).some((text) => text.includes('75.0%')));
    assert.ok((await textsOf('charts.pie(list("abcdefghijkl"), range(1, 13))')).includes('5 others'));
    const counts = await textsOf('charts.histogram([1, 1, 2, 3, 3, 3], title="Counts")');
    assert.ok(counts.includes('Counts') && counts.includes('3'));
  });

  it('takes exact numbers as well', async () => {
    await session.run('from decimal import Decimal\nfrom fractions import Fraction');
    const texts = await textsOf('charts.bar(["a", "b"], [Decimal("2.50"), Fraction(1, 4)])');
    assert.ok(texts.includes('0.25'));
    assert.ok(texts.includes('2.5'));
  });

  it('lets no label break out of the SVG', async () => {
    const hostile = '</text><script>alert(1)</script>\\x00\\x1b" onload="x';
    const texts = await textsOf(`charts.bar(["${hostile.replaceAll('"', '\\"')}", "b"], [1, 2], title='<b>&"')`);
    assert.ok(texts.includes('<b>&"'));
    const result = await session.run(`charts.pie(["${hostile.replaceAll('"', '\\"')}"], [1]).save("hostile.svg")`);
    const svg = textOf(result.files[0]?.bytes);
    assert.doesNotMatch(svg, /<script/);
    assert.ok(!svg.includes('\0') && !svg.includes('\x1b'));
  });

  it('has a white card behind it, a size and a name', async () => {
    const result = await session.run('charts.pie(["a"], [1], title="All").save("/mnt/data/card.svg")');
    const svg = textOf(result.files[0]?.bytes);
    assert.match(svg, /^<svg [^>]*width="720" height="440"[^>]* role="img" aria-label="All"/);
    assert.match(svg, /<rect [^>]*fill="#ffffff"/);
    assert.doesNotMatch(svg, /\bnan\b|inf\b|href|url\(/);
  });

  it('writes a PNG whose pixels are there', async () => {
    const result = await session.run('charts.bar(["Größe", "漢字"], [1, 2], title="Äpfel").save("chart.png")');
    const [file] = result.files;
    assert.equal(file?.name, 'chart.png');
    const { width, height, pixels } = readPng(Buffer.from(file.bytes));
    assert.deepEqual([width, height], [1440, 880]);
    const colours = new Set<string>();
    for (let at = 0; at < pixels.length; at += 3) colours.add(pixels.subarray(at, at + 3).toString('hex'));
    assert.ok(colours.has('ffffff') && colours.has('3568c8') && colours.has('1d2433'), 'card, bars and letters');
  });

  it('is shown when it is the last expression', async () => {
    const result = await session.run('charts.pie(["a", "b"], [1, 2])');
    assert.deepEqual(
      result.shown.map(({ mediaType }) => mediaType),
      ['image/svg+xml'],
    );
  });

  it('says in words what it cannot draw', async () => {
    const message = async (code: string) => (await session.run(`import charts\n${code}`)).error?.message ?? '';
    assert.match(await message('charts.bar([], [])'), /nothing to draw/);
    assert.match(await message('charts.bar(["a"], [1, 2])'), /1 labels were given for 2 values/);
    assert.match(await message('charts.pie(["a"], [-1])'), /no negative slices/);
    assert.match(await message('charts.pie(["a"], [0])'), /pie of nothing/);
    assert.match(await message('charts.pie(["a"], [1]).save("chart.jpg")'), /saved as \.svg or \.png/);
  });

  it('draws whatever range the numbers have', async () => {
    const ranges = [
      '[0, 0]',
      '[1e-9, 3e-9]',
      '[1e15, 2e15]',
      '[-1e6, 1e6]',
      '[5, 5]',
      '[0.1, 0.30000000000000004]',
      '[-3, -3]',
    ];
    for (const numbers of ranges) {
      for (const draw of [
        `charts.bar(["a", "b"], ${numbers})`,
        `charts.line([1, 2], ${numbers})`,
        `charts.scatter(${numbers}, ${numbers})`,
        `charts.histogram(${numbers})`,
      ]) {
        const texts = await textsOf(draw);
        assert.ok(
          texts.length >= 2 && !texts.some((text) => /nan|inf|\d{9}/.test(text)),
          `${draw}: ${texts.join(' | ')}`,
        );
      }
    }
  });
});

/** The pixels of an unfiltered RGB PNG. */
function readPng(bytes: Buffer): { width: number; height: number; pixels: Buffer } {
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(data));
  const stride = width * 3 + 1;
  assert.equal(rows.length, height * stride);
  return {
    width,
    height,
    pixels: Buffer.concat(Array.from({ length: height }, (_, y) => rows.subarray(y * stride + 1, (y + 1) * stride))),
  };
}
