import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadGrammar } from '../../../components/code-colors/load-grammar.ts';
import type { ReadCodeLine } from '../../../components/markdown/index.ts';
import { assistantPieces, Random } from '../markdown/support/random.ts';

const languages =
  'javascript typescript json python html xml css scss less shell powershell sql mysql postgresql sqlite c cpp csharp java kotlin scala dart objectivec go rust swift ruby yaml toml properties diff dockerfile nginx protobuf cmake r julia octave lua perl haskell latex'.split(
    ' ',
  );

/** The code with its tokens in brackets, each with what it is. */
async function colored(language: string, code: string): Promise<string> {
  const readCode = await loadGrammar(language);
  assert.ok(readCode, language);
  const readLine = readCode();
  return code
    .split('\n')
    .map((line) => {
      let text = '';
      let done = 0;
      for (const { start, end, kind } of readLine(line)) {
        text += `${line.slice(done, start)}[${kind} ${line.slice(start, end)}]`;
        done = end;
      }
      return text + line.slice(done);
    })
    .join('\n');
}

describe('the colours of code', () => {
  it('are those of its language', async () => {
    assert.equal(
      await colored('python', 'def total(values):  # all\n    return sum(values) + 1'),
      '[keyword def] [name total](values):  [comment # all]\n    [keyword return] [type sum](values) + [number 1]',
    );
    assert.equal(
      await colored('ts', 'const a: string = `b`; // c'),
      '[keyword const] [name a]: [type string] = [string `b`]; [comment // c]',
    );
    assert.equal(await colored('json', '{"a": [1, true]}'), '{[property "a"]: [[number 1], [number true]]}');
    assert.equal(await colored('diff', '+ a\n- b\n c'), '[added + a]\n[removed - b]\n c');
  });

  it('go on over lines, as in comments and long strings', async () => {
    assert.equal(await colored('js', '/* a\n\nb */ 1'), '[comment /* a]\n\n[comment b */] [number 1]');
    assert.equal(await colored('py', '"""a\nif b"""'), '[string """a]\n[string if b"""]');
  });

  it('begin anew with each piece of code', async () => {
    const readCode = await loadGrammar('js');
    readCode?.()('/* open');
    assert.deepEqual(readCode?.()('1'), [{ start: 0, end: 1, kind: 'number' }]);
  });

  it('of HTML are those of its scripts and style sheets too', async () => {
    assert.equal(
      await colored('html', '<p class="a">if</p><script>let b = "</p>";\n// c\n</script><style>a { top: 0 }</style>'),
      [
        '<[type p] [property class]=[string "a"]>if</[type p]><[type script]>[keyword let] [name b] = [string "</p>"];',
        '[comment // c]',
        '</[type script]><[type style]>[type a] { [property top]: [number 0] }</[type style]>',
      ].join('\n'),
    );
  });

  for (const language of languages) {
    it(`of ${language} come in order, within their line, whatever the code`, async () => {
      const readCode = await loadGrammar(language);
      assert.ok(readCode);
      const random = new Random();
      for (let n = 0; n < 100; n++) {
        const readLine = readCode();
        for (const line of random
          .markdown([...assistantPieces, '"', "'", '/*', '{', '}', '<?', '"""'], 60)
          .split('\n')) {
          let done = 0;
          for (const { start, end } of readLine(line)) {
            assert.ok(start >= done && end > start && end <= line.length, line);
            done = end;
          }
        }
      }
    });
  }

  // The grammars of style sheets keep a word from one line to the next beside their state, whoever reads it.
  for (const language of languages.filter((name) => !['css', 'scss', 'less'].includes(name))) {
    it(`of ${language} are the same where reading goes on from another reader, which stays where it is`, async () => {
      const readCode = await loadGrammar(language);
      assert.ok(readCode);
      const random = new Random();
      const read = (reader: ReadCodeLine, some: readonly string[]) => some.map((line) => reader(line));
      for (let n = 0; n < 50; n++) {
        const code = random.markdown([...assistantPieces, '"', "'", '/*', '{', '}', '<?', '<script>', '"""'], 60);
        const lines = code.split('\n');
        const middle = random.below(lines.length);
        const expected = read(readCode(), lines);
        const first = readCode();
        const before = read(first, lines.slice(0, middle));
        for (const _ of [1, 2]) {
          assert.deepEqual([...before, ...read(readCode(first), lines.slice(middle))], expected);
        }
      }
    });
  }

  it('are known by the names that a fence may give a language, and not by others', async () => {
    for (const name of ['js', 'tsx', 'py', 'sh', 'yml', 'c++', 'rs', 'vue']) assert.ok(await loadGrammar(name), name);
    for (const name of ['', 'text', 'constructor', '__proto__']) assert.equal(await loadGrammar(name), undefined);
  });

  it('spare a line that no person wrote, and go on behind it', async () => {
    const readLine = (await loadGrammar('js'))?.();
    assert.deepEqual(readLine?.('a=1;'.repeat(1000)), []);
    assert.equal(readLine?.('let a').length, 2);
  });
});
