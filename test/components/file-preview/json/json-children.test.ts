import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  childCount,
  childrenOf,
  JsonNumber,
  parseJson,
} from '../../../../components/file-preview/json/json-children.ts';

describe('The tree of a JSON document', () => {
  it('has the entries of objects and arrays below them, and nothing below other values', () => {
    assert.deepEqual(childrenOf({ value: { a: 1, b: [] } }), [
      { key: 'a', value: 1 },
      { key: 'b', value: [] },
    ]);
    assert.deepEqual(childrenOf({ value: ['x'] }), [{ key: 0, value: 'x' }]);
    assert.deepEqual(
      [childCount({ value: 'x' }), childCount({ value: null }), childCount({ value: {} })],
      [undefined, undefined, 0],
    );
  });

  it('has groups of a hundred below a long array, and groups of groups below a very long one', () => {
    for (const count of [100, 101, 1_000, 10_000, 10_001, 250_000]) {
      const value = Array.from({ length: count }, (_, n) => n);
      const leaves = (node: Parameters<typeof childrenOf>[0]): number[] => {
        const children = childrenOf(node);
        assert.ok(children.length <= 100);
        return children.flatMap((child) => (child.part ? leaves(child) : [child.key as number]));
      };
      assert.deepEqual(leaves({ value }), value);
    }
  });

  it(
    'keeps all digits of a number',
    { skip: !('rawJSON' in JSON) && 'this engine does not tell how a number was written' },
    () => {
      const value = parseJson('{"id":12345678901234567890,"n":1.5}') as Record<string, unknown>;
      assert.ok(value['id'] instanceof JsonNumber);
      assert.equal(value['id'].source, '12345678901234567890');
      assert.equal(value['n'], 1.5);
    },
  );

  it('is not there for what is no JSON', () => {
    assert.throws(() => parseJson('{nope'), SyntaxError);
  });
});
