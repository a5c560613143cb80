import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { relativeTime } from '../../../components/assistant-chat/relative-time.ts';

const now = Date.UTC(2026, 10, 22, 12);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe('relativeTime', () => {
  for (const [age, text] of [
    [0, 'now'],
    [59_000, 'now'],
    [minute, '1 min. ago'],
    [59 * minute, '59 min. ago'],
    [hour, '1 hr. ago'],
    [23 * hour, '23 hr. ago'],
    [day, 'yesterday'],
    [6 * day, '6 days ago'],
    [30 * day, 'Oct 23, 2026'],
    // A server's clock may be ahead of ours.
    [-5 * minute, 'now'],
  ] as const) {
    it(`says “${text}” after ${age} ms`, () => assert.equal(relativeTime(now - age, now, 'en'), text));
  }

  it('speaks the language of the page', () => assert.equal(relativeTime(now - day, now, 'de'), 'gestern'));
});
