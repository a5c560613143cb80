import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spokenSentences } from '../../../components/chat-thread/spoken-sentences.ts';

const code = 'Code block.';

describe('spokenSentences', () => {
  it('waits until a sentence is whole', () => {
    assert.deepEqual(spokenSentences('It is four', 0, false, code), { text: '', end: 0 });
    assert.deepEqual(spokenSentences('It is four. And', 0, false, code), { text: 'It is four.', end: 11 });
  });

  it('reads on from where it was', () => {
    assert.equal(spokenSentences('It is four. And five! Then', 11, false, code).text, 'And five!');
  });

  it('reads the rest when the text is whole', () => {
    assert.deepEqual(spokenSentences('It is four. And', 11, true, code), { text: 'And', end: 15 });
  });

  it('does not take a decimal point or an unfinished ellipsis for an end', () => {
    assert.equal(spokenSentences('It is 3.14 or so', 0, false, code).text, '');
  });

  it('knows the ends of other scripts', () => {
    assert.equal(spokenSentences('答えは四です。次', 0, false, code).text, '答えは四です。');
    assert.equal(spokenSentences('هل هذا صحيح؟ نعم', 0, false, code).text, 'هل هذا صحيح؟');
  });

  it('leaves out the marks of markdown', () => {
    assert.equal(
      spokenSentences('## Result\n\nIt is **four**, see [the file](https://a.test/x).\n\n- `one`\n', 0, true, code)
        .text,
      'Result It is four, see the file. one',
    );
    assert.equal(spokenSentences('Ninety days【4:0†contract.pdf】.\n\n', 0, true, code).text, 'Ninety days.');
  });

  it('names code and does not read it', () => {
    const text = 'Run this:\n\n```js\nconst a = 1. + 2;\n```\n\nThen stop.\n\n';
    assert.equal(spokenSentences(text, 0, true, code).text, 'Run this: Code block. Then stop.');
  });

  it('waits for the end of a code block that is being written', () => {
    const text = 'Run this:\n\n```js\nconst a = 1;\n\nconst b = 2. ';
    assert.equal(spokenSentences(text, 0, false, code).text, 'Run this:');
  });

  it('reads everything once, however the text is cut', () => {
    const text = 'One is here. Two follows!\n\nThe third? Yes: *the third*. And a rest';
    for (let step = 1; step < text.length; step++) {
      let end = 0;
      const heard: string[] = [];
      for (let length = step; length < text.length; length += step) {
        const spoken = spokenSentences(text.slice(0, length), end, false, code);
        assert.ok(spoken.end >= end);
        end = spoken.end;
        heard.push(spoken.text);
      }
      heard.push(spokenSentences(text, end, true, code).text);
      assert.equal(heard.filter(Boolean).join(' '), 'One is here. Two follows! The third? Yes: the third. And a rest');
    }
  });
});
