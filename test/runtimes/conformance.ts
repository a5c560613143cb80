// What the adapter does on every runtime, over HTTP.
import assert from 'node:assert/strict';
import { keepAlive } from '../../protocol/index.ts';
import { chunks, grow, ofType, Reading, textOf } from '../server/support/harness.ts';
import type { Upstream } from './upstream.ts';
import { answerIn, refused, Visitor } from './visitor.ts';

/** An adapter that runs somewhere. */
export interface Subject {
  /** Where it is mounted. */
  url: string;
  upstream: Upstream;
  /** The largest file that the platform lets in, in bytes; any where it does not say. */
  largestFile: number;
}

export type Case = (subject: Subject) => Promise<void>;

const question = 'solve 5y = 35';
const fiveMegabytes = 5_000_000;

/** An answer of which only the beginning has come. */
interface Half {
  visitor: Visitor;
  threadId: string;
  response: Response;
  reading: Reading;
  /** Closes the connection. */
  tear(): void;
}

/** Begins an answer, and holds it back in the service until it is to go on. */
async function inTheMiddle(
  { url, upstream }: Subject,
  go: (half: Half, release: () => void) => Promise<void>,
): Promise<void> {
  const visitor = new Visitor(url);
  const threadId = await visitor.newThread();
  const tearing = new AbortController();
  const release = upstream.hold();
  try {
    const response = await visitor.ask(threadId, question, { signal: tearing.signal });
    const reading = new Reading(response);
    await reading.until('tool-input-available');
    await go({ visitor, threadId, response, reading, tear: () => tearing.abort() }, release);
  } finally {
    release();
  }
}

/** Words arrive while the answer is still being written. */
const stream: Case = (subject) =>
  inTheMiddle(subject, async ({ response, reading }, release) => {
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.equal(response.headers.get('x-vercel-ai-ui-message-stream'), 'v1');
    release();
    const list = await reading.all();
    assert.equal(list.at(-1)?.type, 'finish');
    assert.ok(ofType(list, 'text-delta').length > 10);
    for (const [index, { id }] of reading.seen.entries()) assert.equal(id?.split('.').at(-1), String(index));
  });

/** A connection that is torn down stops nothing: the whole answer is there later, and the thread takes the next question. */
const abort: Case = (subject) =>
  inTheMiddle(subject, async ({ visitor, threadId, reading, tear }, release) => {
    tear();
    await assert.rejects(reading.all());
    const replay = await visitor.fetch(`/chat/${threadId}/stream`);
    release();
    const text = textOf(grow(await chunks(replay)));
    assert.match(text, /Word 60\.$/);
    assert.equal(await answerIn(visitor, threadId), text);
    const next = await chunks(await visitor.ask(threadId, question));
    assert.equal(next.at(-1)?.type, 'finish');
  });

/** The rest is read over another connection, from the event that was the last, and nothing is asked twice. */
const resume: Case = (subject) =>
  inTheMiddle(subject, async ({ visitor, threadId, reading, tear }, release) => {
    const { asked } = subject.upstream;
    tear();
    await assert.rejects(reading.all());
    const cursor = reading.seen.at(-1)?.id ?? '';
    const rest = await visitor.fetch(`/chat/${threadId}/stream`, { headers: { 'last-event-id': cursor } });
    release();
    const list = [...reading.seen.map(({ chunk }) => chunk), ...(await chunks(rest))];
    assert.equal(list.filter(({ type }) => type === 'start').length, 1);
    assert.equal(list.at(-1)?.type, 'finish');
    assert.equal(textOf(grow(list)), await answerIn(visitor, threadId));
    assert.equal(subject.upstream.asked, asked);
  });

/** A person's own stop ends an answer, and whoever reads it hears of that. */
const stop: Case = (subject) =>
  inTheMiddle(subject, async ({ visitor, threadId, reading }) => {
    const stopped = await visitor.post(`/chat/${threadId}/stop`, {});
    assert.deepEqual(await stopped.json(), { success: true });
    const list = await reading.all();
    assert.deepEqual(
      list.slice(-2).map(({ type }) => type),
      ['abort', 'finish'],
    );
  });

/** A silent answer keeps its connection by comments. */
async function silence({ url, upstream }: Subject): Promise<void> {
  const visitor = new Visitor(url);
  const release = upstream.hold();
  try {
    const { body } = await visitor.ask(await visitor.newThread(), question);
    let text = '';
    for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes(keepAlive)) release();
    }
    assert.ok(text.includes(keepAlive));
    assert.match(text, /\[DONE\]\s*$/);
  } finally {
    release();
  }
}

/** A file goes in and comes out, byte by byte, by whatever name. */
async function upload({ url, largestFile }: Subject): Promise<void> {
  const visitor = new Visitor(url);
  const bytes = randomBytes(Math.min(largestFile, fiveMegabytes));
  const file = await visitor.upload(new File([bytes], 'größe 図 😀.bin'));
  assert.deepEqual([file.filename, file.bytes], ['größe 図 😀.bin', bytes.length]);
  const response = await visitor.fetch(pathOf(file.url, url));
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  assert.match(response.headers.get('content-disposition') ?? '', /filename\*=UTF-8''gr%C3%B6%C3%9Fe/);
}

/** A part of a file is given for itself. */
async function range({ url }: Subject): Promise<void> {
  const visitor = new Visitor(url);
  const bytes = randomBytes(300_000);
  const path = pathOf((await visitor.upload(new File([bytes], 'range.bin'))).url, url);
  const part = await visitor.fetch(path, { headers: { range: 'bytes=100000-199999' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), 'bytes 100000-199999/300000');
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), bytes.slice(100_000, 200_000));
  const last = await visitor.fetch(path, { headers: { range: 'bytes=-7' } });
  assert.deepEqual(new Uint8Array(await last.arrayBuffer()), bytes.slice(-7));
  const beyond = await visitor.fetch(path, { headers: { range: 'bytes=300000-' } });
  assert.equal(beyond.status, 416);
  await beyond.arrayBuffer();
}

/** What is wrong is said in one shape, and never in the runtime's own words. */
async function errors({ url }: Subject): Promise<void> {
  const visitor = new Visitor(url);
  await refused(await visitor.fetch('/nothing/here'), 404, 'not_found');
  await refused(await visitor.fetch('/files/forged/content'), 404, 'not_found');
  await refused(await visitor.fetch('/chat', { method: 'POST', body: '{"id":' }), 400, 'invalid_json');
  const foreign = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' };
  await refused(await visitor.post('/threads', {}, { headers: foreign }), 403, 'forbidden_origin');
}

/** Who comes without a cookie gets one that no script can read, and what is theirs opens for nobody else. */
async function cookies({ url }: Subject): Promise<void> {
  const first = await fetch(`${url}/config`);
  await first.arrayBuffer();
  const [set = ''] = first.headers.getSetCookie();
  assert.match(set, /^(__Host-)?assistant=[^;]+;.*HttpOnly/i);
  assert.match(set, /SameSite=Lax/i);
  const visitor = new Visitor(url);
  const path = pathOf((await visitor.upload(new File(['mine'], 'mine.txt'))).url, url);
  assert.equal(await (await visitor.fetch(path)).text(), 'mine');
  await refused(await new Visitor(url).fetch(path), 404, 'not_found');
}

/** Platforms end the secure connection somewhere else, so an address that they make of it is not where the suite gets in. */
function pathOf(address: string, url: string): string {
  const path = new URL(address).pathname;
  const mounted = new URL(url).pathname;
  assert.ok(path.startsWith(mounted), `${address} is not under ${mounted}.`);
  return path.slice(mounted.length);
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let start = 0; start < length; start += 65_536) crypto.getRandomValues(bytes.subarray(start, start + 65_536));
  return bytes;
}

/** What takes no longer than it has to. */
export const quickCases: Readonly<Record<string, Case>> = {
  stream,
  abort,
  resume,
  stop,
  upload,
  range,
  errors,
  cookies,
};

export const cases: Readonly<Record<string, Case>> = { ...quickCases, silence };
