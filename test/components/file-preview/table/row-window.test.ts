import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rowWindow } from '../../../../components/file-preview/table/row-window.ts';

it('A window of rows holds what is in sight, wherever somebody scrolls, and little more', () => {
  for (const rows of [0, 3, 57, 100_000]) {
    for (let scrollTop = 0; scrollTop < rows * 32; scrollTop += Math.max(7, (rows * 32) / 500)) {
      const { first, last } = rowWindow(scrollTop, 600, 32, rows);
      assert.ok(first >= 0 && first <= scrollTop / 32, `${scrollTop}`);
      assert.ok(last >= Math.min(rows, (scrollTop + 600) / 32) && last <= rows, `${scrollTop}`);
      assert.ok(last - first < 100);
    }
  }
});
