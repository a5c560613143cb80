// What every store must do, run against each of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileStore, RunLog, Store, ThreadEntry, Transcripts } from '../../../server/index.ts';

const long = 24 * 60 * 60_000;

function entry(id: string, title = id): ThreadEntry {
  return { id, title, createdAt: 1, updatedAt: 2, metadata: { a: 'b' } };
}

/** Lets a time of a few milliseconds pass. */
async function passed(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export interface StoreMakers {
  /** A store that is empty. */
  store(options?: { leaseMs?: number }): Store | Promise<Store>;
  /** The same store as another process has it; left out where it is for one process. */
  again?(store: Store, options?: { leaseMs?: number }): Store | Promise<Store>;
}

export function storeConformance(name: string, makers: StoreMakers): void {
  const makeStore = makers.store.bind(makers);
  test(`${name}: a claim is won by one, and every other learns by whom`, async () => {
    const store = await makeStore();
    const values = ['a', 'b', 'c', 'd'];
    const standing = await Promise.all(values.map((value) => store.claim('key', value, long)));
    assert.equal(new Set(standing).size, 1);
    assert.ok(values.includes(standing[0] ?? ''));
    assert.equal(await store.claim('other', 'x', long), 'x');
  });

  test(`${name}: a claim ends after its time, and when it is released`, async () => {
    const store = await makeStore();
    await store.claim('key', 'a', 10);
    await passed(async () => (await store.get('key')) === undefined);
    assert.equal(await store.claim('key', 'b', long), 'b');
    await store.release('key', 'a');
    assert.equal(await store.get('key'), 'b');
    await store.release('key', 'b');
    assert.equal(await store.get('key'), undefined);
    await store.release('key');
    assert.equal(await store.claim('key', 'c', long), 'c');
  });

  test(`${name}: a binding takes the place of what was there`, async () => {
    const store = await makeStore();
    assert.equal(await store.get('key'), undefined);
    await store.bind('key', 'a');
    await store.bind('key', 'b', long);
    assert.equal(await store.get('key'), 'b');
    assert.equal(await store.claim('key', 'c', long), 'b');
    await store.bind('key', 'd', 10);
    await passed(async () => (await store.get('key')) === undefined);
  });

  test(`${name}: hits are counted in their window`, async () => {
    const store = await makeStore();
    assert.deepEqual([await store.hit('a', long), await store.hit('a', long), await store.hit('b', long)], [1, 2, 1]);
    assert.equal(await store.hit('short', 10), 1);
    await passed(async () => (await store.hit('short', 10)) === 1);
  });

  test(`${name}: threads are listed per owner, the newest first`, async () => {
    const store = await makeStore();
    for (const id of ['1', '2', '3', '4']) await store.putThread('ann', entry(id));
    await store.putThread('bob', entry('5'));
    await store.putThread('ann', entry('2', 'renamed'));
    const ids = async (page: { limit: number; after?: string }) =>
      (await store.listThreads('ann', page)).map(({ id }) => id);
    assert.deepEqual(await ids({ limit: 10 }), ['2', '4', '3', '1']);
    assert.deepEqual(await ids({ limit: 2 }), ['2', '4']);
    assert.deepEqual(await ids({ limit: 2, after: '4' }), ['3', '1']);
    assert.deepEqual(await ids({ limit: 2, after: '1' }), []);
    assert.deepEqual(await ids({ limit: 2, after: 'unknown' }), []);
    assert.deepEqual(await store.listThreads('ann', { limit: 1 }), [entry('2', 'renamed')]);
    await store.removeThread('ann', '4');
    await store.removeThread('ann', '5');
    assert.deepEqual(await ids({ limit: 10 }), ['2', '3', '1']);
    assert.equal((await store.listThreads('bob', { limit: 10 })).length, 1);
    assert.deepEqual(await store.listThreads('nobody', { limit: 10 }), []);
  });

  test(`${name}: what was put in does not change with the object it came from`, async () => {
    const store = await makeStore();
    const mine = entry('1');
    await store.putThread('ann', mine);
    mine.metadata['a'] = 'changed';
    const [listed] = await store.listThreads('ann', { limit: 1 });
    listed!.metadata['a'] = 'changed too';
    assert.deepEqual(await store.listThreads('ann', { limit: 1 }), [entry('1')]);
  });

  logConformance(name, async (options) => (await makeStore(options)).log);
  transcriptConformance(name, async () => (await makeStore()).transcripts);
  sharedConformance(name, async (options) => {
    const store = await makeStore(options);
    return [store, (await makers.again?.(store, options)) ?? store];
  });
}

function sharedConformance(
  name: string,
  makeStores: (options?: { leaseMs?: number }) => Promise<[Store, Store]>,
): void {
  test(`${name}: processes that share it agree on claims, bindings, counts and lists`, async () => {
    const [one, two] = await makeStores();
    const standing = await Promise.all([one.claim('key', 'one', long), two.claim('key', 'two', long)]);
    assert.equal(standing[0], standing[1]);
    await one.bind('bound', 'x', long);
    assert.equal(await two.get('bound'), 'x');
    await two.release('bound', 'y');
    assert.equal(await one.get('bound'), 'x');
    const counts = await Promise.all([one, two, one, two].map((store) => store.hit('hits', long)));
    assert.deepEqual(counts.sort(), [1, 2, 3, 4]);
    await Promise.all([one.putThread('ann', entry('1')), two.putThread('ann', entry('2'))]);
    const listed = await one.listThreads('ann', { limit: 10 });
    assert.deepEqual(listed.map(({ id }) => id).sort(), ['1', '2']);
    await one.transcripts.append('thread', ['1']);
    await two.transcripts.append('thread', ['2']);
    assert.deepEqual(await one.transcripts.read('thread'), ['1', '2']);
  });

  test(`${name}: what one process writes wakes the readers of another, in order and at once`, async () => {
    const [one, two] = await makeStores();
    await one.log.append('run', 0, ['0']);
    await one.log.append('other', 0, ['x']);
    const waiting = two.log.read('other', 1);
    const read: string[] = [];
    const reading = (async () => {
      for (let ended = false; !ended;) {
        const page = await two.log.read('run', read.length);
        read.push(...(page?.events ?? []));
        ended = page?.ended ?? true;
      }
    })();
    for (let position = 1; position < 50; position++) {
      assert.equal(await one.log.append('run', position, [String(position)]), 'kept');
    }
    await one.log.close('run', long);
    await reading;
    assert.deepEqual(
      read,
      Array.from({ length: 50 }, (_, position) => String(position)),
    );
    await one.log.append('other', 1, ['y']);
    assert.deepEqual(await waiting, { events: ['y'], ended: false });
  });

  test(`${name}: of two processes that write others things into a log one is refused`, async () => {
    const [one, two] = await makeStores();
    await one.log.append('run', 0, ['a', 'b']);
    const [first, second] = await Promise.all([one.log.append('run', 2, ['one']), two.log.append('run', 2, ['two'])]);
    assert.deepEqual([first, second].sort(), ['kept', 'refused']);
    assert.equal((await two.log.state('run')).size, 3);
  });

  test(`${name}: a writer that has died is noticed by who waits, wherever, and another can go on`, async () => {
    const [one, two] = await makeStores({ leaseMs: 300 });
    await one.log.append('run', 0, ['a']);
    const pages = await Promise.all([one.log.read('run', 1), two.log.read('run', 1)]);
    assert.deepEqual(pages, [undefined, undefined]);
    assert.deepEqual(await two.log.state('run'), { size: 1, isOpen: false, isAbandoned: true });
    assert.deepEqual(await two.log.read('run', 0), { events: ['a'], ended: false }, 'what there is can be read');
    assert.equal(await two.log.append('run', 0, ['a', 'b']), 'kept');
    assert.equal((await one.log.state('run')).isOpen, true);
    await two.log.close('run', long);
    assert.equal(await one.log.append('run', 1, []), 'refused', 'the one that was thought dead hears that it is over');
    assert.deepEqual(await one.log.read('run', 1), { events: ['b'], ended: true });
  });

  test(`${name}: a writer that lives but has nothing to tell is not taken for dead`, async () => {
    const [one, two] = await makeStores({ leaseMs: 1000 });
    await one.log.append('run', 0, ['a']);
    const alive = setInterval(() => void one.log.append('run', 1, []), 100);
    const startedAt = Date.now();
    const read = two.log.read('run', 1);
    await passed(async () => Date.now() - startedAt > 1300);
    clearInterval(alive);
    await one.log.append('run', 1, ['b']);
    assert.deepEqual(await read, { events: ['b'], ended: false });
  });
}

function transcriptConformance(name: string, makeTranscripts: () => Promise<Transcripts>): void {
  test(`${name}: a transcript keeps its items in order, each thread its own`, async () => {
    const transcripts = await makeTranscripts();
    assert.deepEqual(await transcripts.read('thread'), []);
    await Promise.all([transcripts.append('thread', ['{"a":"ä\\n"}', '2']), transcripts.append('thread', ['3'])]);
    await transcripts.append('../other', ['4']);
    assert.deepEqual(await transcripts.read('thread'), ['{"a":"ä\\n"}', '2', '3']);
    assert.deepEqual(await transcripts.read('../other'), ['4']);
  });

  test(`${name}: a transcript is cut, goes on from there, and is deleted`, async () => {
    const transcripts = await makeTranscripts();
    await transcripts.append('thread', ['1', '2', '3']);
    await transcripts.cut('thread', 1);
    await transcripts.append('thread', ['4']);
    assert.deepEqual(await transcripts.read('thread'), ['1', '4']);
    await transcripts.cut('thread', 0);
    assert.deepEqual(await transcripts.read('thread'), []);
    await transcripts.append('thread', ['5']);
    await transcripts.delete('thread');
    await transcripts.delete('never');
    assert.deepEqual(await transcripts.read('thread'), []);
  });
}

function logConformance(name: string, makeLog: (options?: { leaseMs?: number }) => Promise<RunLog>): void {
  test(`${name}: a log is read from anywhere, while it grows and after`, async () => {
    const log = await makeLog();
    assert.deepEqual(await log.state('run'), { size: 0, isOpen: false, isAbandoned: false });
    assert.equal(await log.read('run', 0), undefined);
    await log.append('run', 0, ['a', 'b']);
    await log.append('run', 2, ['c']);
    assert.deepEqual(await log.state('run'), { size: 3, isOpen: true, isAbandoned: false });
    assert.deepEqual(await log.read('run', 1), { events: ['b', 'c'], ended: false });
    await log.close('run', long);
    assert.deepEqual(await log.state('run'), { size: 3, isOpen: false, isAbandoned: false });
    assert.deepEqual(await log.read('run', 2), { events: ['c'], ended: true });
    assert.deepEqual(await log.read('run', 3), { events: [], ended: true });
  });

  test(`${name}: events can be written again, by whomever, and stand once`, async () => {
    const log = await makeLog();
    assert.equal(await log.append('run', 1, ['b']), 'missing');
    assert.deepEqual(await log.state('run'), { size: 0, isOpen: false, isAbandoned: false });
    assert.equal(await log.append('run', 0, ['a', 'ä']), 'kept');
    assert.equal(await log.append('run', 0, ['a']), 'kept');
    assert.equal(await log.append('run', 1, ['ä', 'c']), 'kept');
    assert.equal(await log.append('run', 1, ['x']), 'refused');
    assert.equal(await log.append('run', 4, []), 'missing');
    assert.deepEqual(await log.read('run', 0), { events: ['a', 'ä', 'c'], ended: false });
    await log.close('run', long);
    assert.equal(await log.append('run', 0, ['a', 'ä', 'c']), 'kept');
    assert.equal((await log.state('run')).isOpen, false, 'what says nothing new does not open it again');
    assert.equal(await log.append('run', 3, []), 'refused');
  });

  test(`${name}: a log that is closed for no time is forgotten`, async () => {
    const log = await makeLog();
    await log.append('run', 0, ['a']);
    const read = log.read('run', 1);
    await log.close('run', 0);
    await read;
    assert.equal(await log.read('run', 0), undefined);
    assert.equal(await log.append('run', 1, ['b']), 'missing');
    assert.equal(await log.append('run', 0, ['x']), 'kept');
    await log.close('never', long);
    assert.deepEqual(await log.state('never'), { size: 0, isOpen: false, isAbandoned: false });
  });

  test(`${name}: a reader waits for what comes, and for the end`, async () => {
    const log = await makeLog();
    await log.append('run', 0, ['a']);
    const readers = [log.read('run', 1), log.read('run', 1)];
    await log.append('run', 1, ['b']);
    for (const page of await Promise.all(readers)) assert.deepEqual(page, { events: ['b'], ended: false });
    const last = log.read('run', 2);
    await log.close('run', long);
    assert.deepEqual(await last, { events: [], ended: true });
  });

  test(`${name}: a reader who leaves is let go`, async () => {
    const log = await makeLog();
    await log.append('run', 0, ['a']);
    const leaving = new AbortController();
    const read = log.read('run', 1, leaving.signal);
    leaving.abort();
    await assert.rejects(read);
    await assert.rejects(log.read('run', 1, AbortSignal.abort()));
  });

  test(`${name}: a closed log can be opened again, and goes after its time`, async () => {
    const log = await makeLog();
    await log.append('run', 0, ['a']);
    await log.close('run', long);
    await log.append('run', 1, ['b']);
    assert.deepEqual(await log.state('run'), { size: 2, isOpen: true, isAbandoned: false });
    await log.close('run', 10);
    await passed(async () => (await log.state('run')).size === 0);
    assert.equal(await log.read('run', 0), undefined);
  });

  test(`${name}: a long log comes in pieces`, async () => {
    const log = await makeLog();
    const events = Array.from({ length: 2000 }, (_, number) => String(number));
    await log.append('run', 0, events);
    await log.close('run', long);
    const read: string[] = [];
    for (let ended = false; !ended;) {
      const page = await log.read('run', read.length);
      assert.ok(page && page.events.length <= 1000);
      read.push(...page.events);
      ended = page.ended;
    }
    assert.deepEqual(read, events);
  });
}

export function fileStoreConformance(name: string, makeStore: () => FileStore | Promise<FileStore>): void {
  const bytes = new Uint8Array([0, 255, 10, 13, 128]);

  test(`${name}: a file comes back byte for byte, with its name and type`, async () => {
    const store = await makeStore();
    assert.equal(await store.get('file-1'), undefined);
    await store.put('file-1', new File([bytes], 'ä b.csv', { type: 'text/csv' }));
    const file = await store.get('file-1');
    assert.deepEqual([file?.name, file?.type, file?.size], ['ä b.csv', 'text/csv', 5]);
    assert.deepEqual(new Uint8Array(await file!.arrayBuffer()), bytes);
  });

  test(`${name}: a later file takes the place of an earlier one`, async () => {
    const store = await makeStore();
    await Promise.all([store.put('a', new File(['one'], 'x.txt')), store.put('b', new File(['two'], 'y.txt'))]);
    await store.put('a', new File(['three'], 'z.txt'));
    assert.deepEqual([(await store.get('a'))?.name, await (await store.get('a'))?.text()], ['z.txt', 'three']);
    assert.equal(await (await store.get('b'))?.text(), 'two');
  });

  test(`${name}: a deleted file is gone, and one that never was is no error`, async () => {
    const store = await makeStore();
    await store.put('a', new File(['one'], 'x.txt'));
    await store.delete('a');
    await store.delete('never');
    assert.equal(await store.get('a'), undefined);
  });

  test(`${name}: a file is read in parts, and has another time when other bytes take its place`, async () => {
    const store = await makeStore();
    assert.equal(await store.put('a', new File(['0123456789'], 'x.txt')), undefined);
    const file = await store.get('a');
    assert.equal(await file?.slice(3, 6).text(), '345');
    assert.equal(await new Response(file?.slice(8, 99).stream()).text(), '89');
    assert.equal(await file?.slice(4, 4).text(), '');
    assert.equal((await file?.slice(10, 16).arrayBuffer())?.byteLength, 0);
    const { lastModified } = file!;
    assert.ok(Math.abs(lastModified - Date.now()) < 60_000);
    assert.equal((await store.get('a'))?.lastModified, lastModified);
    await passed(async () => Date.now() > lastModified);
    await store.put('a', new File(['9876543210'], 'x.txt'));
    assert.notEqual((await store.get('a'))?.lastModified, lastModified);
  });

  test(`${name}: a file without bytes is a file`, async () => {
    const store = await makeStore();
    await store.put('a', new File([], 'x.txt'));
    const file = await store.get('a');
    assert.deepEqual([file?.size, await file?.text(), await file?.slice(0, 16).text()], [0, '', '']);
  });

  test(`${name}: a file that comes as a stream is kept whole, or not at all where it breaks off`, async () => {
    const store = await makeStore();
    // Longer than two parts, in pieces that no part ends with.
    const pieces = Array.from({ length: 110 }, (_, number) => new Uint8Array(100_003).fill(number));
    const streamOf = (count: number, end: (controller: ReadableStreamDefaultController) => void) => {
      let next = 0;
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => (next < count ? controller.enqueue(pieces[next++]!) : end(controller)),
      });
    };
    await store.put('whole', { name: 'a', type: '', stream: () => streamOf(110, (controller) => controller.close()) });
    const whole = await store.get('whole');
    assert.equal(whole?.size, 110 * 100_003);
    assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), new Uint8Array(await new Blob(pieces).arrayBuffer()));
    assert.deepEqual(new Uint8Array(await whole.slice(100_002, 100_004).arrayBuffer()), new Uint8Array([0, 1]));

    const broken = {
      name: 'b',
      type: '',
      stream: () => streamOf(70, (controller) => controller.error(new Error('cut'))),
    };
    await assert.rejects(store.put('broken', broken), /cut/);
    assert.equal(await store.get('broken'), undefined);
  });

  test(`${name}: parts become one file, in the order of their numbers`, async () => {
    const { parts, ...store } = await makeStore();
    assert.ok(parts);
    const first = new Uint8Array(parts.minBytes ?? 3).fill(1);
    const copy = await parts.begin(first.length + 2);
    const other = await parts.begin(first.length + 2);
    assert.ok(copy !== undefined && other !== undefined && copy !== other);
    const second = await parts.put(copy, 2, new Uint8Array([2, 2]));
    await parts.put(copy, 1, new Uint8Array(first.length).fill(9));
    const [again] = await Promise.all([parts.put(copy, 1, first), parts.put(other, 1, new Uint8Array([7]))]);
    await parts.join(copy, [again, second], 'file-1', { name: 'ä.txt', type: 'text/plain' });
    const file = await store.get('file-1');
    assert.deepEqual([file?.name, file?.type, file?.size], ['ä.txt', 'text/plain', first.length + 2]);
    assert.deepEqual(new Uint8Array(await file!.arrayBuffer()), new Uint8Array([...first, 2, 2]));

    // A join that is asked for again leaves the file as it is, and so does giving up what is done.
    await parts.join(copy, [again, second], 'file-1', { name: 'x', type: '' });
    await parts.drop(copy);
    await parts.drop(other);
    assert.equal((await store.get('file-1'))?.name, 'ä.txt');
    assert.equal((await (await store.get('file-1'))?.slice(0, 1).arrayBuffer())?.byteLength, 1);
    await store.delete('file-1');
    assert.equal(await store.get('file-1'), undefined);
  });

  test(`${name}: parts of an upload that was given up are gone`, async () => {
    const { parts, ...store } = await makeStore();
    const copy = (await parts?.begin(3)) ?? '';
    const part = (await parts?.put(copy, 1, new TextEncoder().encode('one'))) ?? '';
    await parts?.drop(copy);
    await parts?.drop(copy);
    await parts?.join(copy, [part], 'file-1', { name: 'x', type: '' });
    assert.equal(await store.get('file-1'), undefined);
  });

  test(`${name}: an id is only a key, whatever it looks like`, async () => {
    const store = await makeStore();
    const ids = ['../../etc/passwd', 'a/b', 'A', 'a', '', 'x'.repeat(500), '\0'];
    for (const id of ids) await store.put(id, new File([id], 'x.txt'));
    for (const id of ids) assert.equal(await (await store.get(id))?.text(), id);
  });
}
