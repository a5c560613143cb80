import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clampScale, fitScale, scrollFor } from '../../../../components/file-preview/image/zoom.ts';

describe('A picture', () => {
  it('fits by its longer side, and is not blown up', () => {
    assert.equal(fitScale({ width: 2000, height: 1000 }, { width: 500, height: 500 }), 0.25);
    assert.equal(fitScale({ width: 1000, height: 4000 }, { width: 500, height: 400 }), 0.1);
    assert.equal(fitScale({ width: 10, height: 10 }, { width: 500, height: 400 }), 1);
    assert.equal(fitScale({ width: 0, height: 0 }, { width: 500, height: 400 }), 1);
  });

  it('can be zoomed from the whole of it to single pixels', () => {
    assert.equal(clampScale(100, 0.5), 8);
    assert.equal(clampScale(0.001, 0.5), 0.1);
    assert.equal(clampScale(0.001, 0.02), 0.02);
  });

  it('stays under the pointer while its scale changes', () => {
    const scroll = scrollFor(100, 50, 2);
    assert.equal((scroll + 50) / 2, 100 + 50);
  });
});
