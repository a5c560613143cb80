import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minifyStyles } from '../../packaging/minify-styles.ts';

test('takes out of a style sheet what only people read', async () => {
  const module = await minifyStyles(
    'export const styles = css`\n  /* Why. */\n  p {\n    margin: 0 0.5rem;\n  }\n`;\n',
  );
  assert.equal(module, 'export const styles = css`p{margin:0 .5rem}`;\n');
});

test('keeps what is taken in at its place', async () => {
  const module = await minifyStyles('const a = `div { p { margin: 0; }\n${first}\n${rest[1]}\n }\n em { top: 0; }`;');
  assert.equal(module, 'const a = `div{p{margin:0}${first}${rest[1]}}em{top:0}`;');
});

test('keeps escapes escapes', async () => {
  const source =
    "const css = String; export default css`a::before { content: '\\\\2060'; } b::after { content: '\\`\\${x}'; }`;";
  const url = `data:text/javascript,${encodeURIComponent(await minifyStyles(source))}`;
  const { default: sheet } = (await import(url)) as { default: string };
  assert.equal(sheet, 'a:before{content:"\\2060"}b:after{content:"`${x}"}');
});

test('refuses a style sheet that is none', async () => {
  await assert.rejects(minifyStyles('export const styles = css`p { margin: 0`;'));
});
