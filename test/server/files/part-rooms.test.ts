import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PartRooms } from '../../../server/files/part-rooms.ts';

describe('rooms for parts of files', () => {
  it('are lent again when they have come back, for as much or less', async () => {
    const rooms = new PartRooms();
    const first = await rooms.lend(8, async (room) => room);
    const next = await rooms.lend(5, async (room) => room);
    assert.equal(next.buffer, first.buffer);
    assert.equal(next.length, 5);
  });

  it('are others where more is wanted', async () => {
    const rooms = new PartRooms();
    const first = await rooms.lend(8, async (room) => room);
    const next = await rooms.lend(9, async (room) => room);
    assert.notEqual(next.buffer, first.buffer);
    assert.equal(next.length, 9);
  });

  it('are never lent to two at a time', async () => {
    const rooms = new PartRooms();
    await rooms.lend(8, async (first) => {
      await rooms.lend(8, async (next) => assert.notEqual(next.buffer, first.buffer));
    });
  });

  it('are not lent again where their use failed, which may still go on', async () => {
    const rooms = new PartRooms();
    let failed: ArrayBuffer | undefined;
    const failure = rooms.lend(8, (room) => {
      failed = room.buffer;
      return Promise.reject(new Error('cut'));
    });
    await assert.rejects(failure, /cut/);
    assert.notEqual(await rooms.lend(8, async (room) => room.buffer), failed);
  });
});
