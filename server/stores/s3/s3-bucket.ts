import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bucket, PartedObject } from '../bucket/bucket.ts';
import { S3Error } from './s3-error.ts';
import { escapeStrictly, signedHeaders, type S3Credentials } from './sign-request.ts';
import { streamOf } from './stream-of.ts';

export interface S3BucketOptions {
  /** The bucket's own address, without the keys of its objects. */
  url: string;
  region: string;
  credentials: () => Promise<S3Credentials>;
  fetch: typeof fetch;
}

interface Call {
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** How often a call is tried, how long before the second try, and how long one may take until it is answered, in milliseconds. */
const tries = 3;
const pauseMs = 200;
const patienceMs = 60_000;
/** From how many bytes on it matters that `fetch` copies a body before it sends it, and of one that streams only a piece at a time. */
const streamedFrom = 1024 * 1024;
/** How services answer a body of which they are not told how long it is. */
const lengthIsMissing = new Set([411, 501]);

/**
 * A bucket of a service that speaks S3: Amazon's own, MinIO, R2 and many more.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export class S3Bucket implements Bucket {
  readonly #options: S3BucketOptions;
  /** Until it turns out that this runtime tells no length of what it streams. Workers do so of their own streams alone. */
  #streams = !('FixedLengthStream' in globalThis);

  constructor(options: S3BucketOptions) {
    this.#options = options;
  }

  async get(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Bytes> | undefined> {
    const headers = range ? { range: `bytes=${range.start}-${range.end - 1}` } : {};
    const response = await this.#call('GET', key, { headers }, 404);
    if (response.status !== 404) return response.body ?? new Blob([]).stream();
    await response.body?.cancel();
    return undefined;
  }

  async has(key: string): Promise<boolean> {
    return (await this.#call('HEAD', key, {}, 404)).ok;
  }

  async put(key: string, body: Bytes): Promise<void> {
    await this.#finish('PUT', key, { body });
  }

  async delete(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#finish('DELETE', key, {}, 404)));
  }

  async beginParts(key: string): Promise<PartedObject> {
    const answer = await this.#finish('POST', key, { query: { uploads: '' } });
    const uploadId = elementOf(answer, 'UploadId');
    if (!uploadId) throw new S3Error(200, 'no UploadId');
    return { key, uploadId };
  }

  async putPart({ key, uploadId }: PartedObject, number: number, body: Bytes): Promise<string> {
    const query = { partNumber: String(number), uploadId };
    const response = await this.#call('PUT', key, { query, body });
    await response.body?.cancel();
    const tag = response.headers.get('etag');
    if (!tag) throw new S3Error(response.status, 'no ETag');
    return tag;
  }

  async completeParts({ key, uploadId }: PartedObject, tags: readonly string[]): Promise<boolean> {
    const parts = tags.map((tag, index) => {
      return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`;
    });
    const body = new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
    const answer = await this.#finish('POST', key, { query: { uploadId }, body }, 404);
    const code = elementOf(answer, 'Code');
    if (code === 'NoSuchUpload') return false;
    // The answer begins before the work is done, so what went wrong may come with the status 200.
    if (code !== undefined) throw new S3Error(200, code);
    return true;
  }

  async dropParts({ key, uploadId }: PartedObject): Promise<void> {
    await this.#finish('DELETE', key, { query: { uploadId } }, 404);
  }

  /** A call whose answer is short. */
  async #finish(method: string, key: string, call: Call, mayBe?: number): Promise<string> {
    return (await this.#call(method, key, call, mayBe)).text();
  }

  /** Every call may be made twice: it says what shall be, not what shall change. */
  async #call(method: string, key: string, call: Call, mayBe?: number): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const isStreamed = this.#streams && attempt === 1 && (call.body?.length ?? 0) >= streamedFrom;
      const response = await this.#send(method, key, call, isStreamed).catch((error: unknown) => {
        if (attempt === tries) throw error;
      });
      if (response?.ok || (response && response.status === mayBe)) return response;
      if (response && isStreamed && lengthIsMissing.has(response.status)) {
        this.#streams = false;
        await response.body?.cancel();
        continue;
      }
      const mayPass = !response || response.status >= 500 || response.status === 429;
      if (response && (!mayPass || attempt === tries)) {
        throw new S3Error(response.status, elementOf(await response.text(), 'Code'));
      }
      await response?.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, pauseMs * 2 ** (attempt - 1)));
    }
  }

  async #send(
    method: string,
    key: string,
    { query = {}, headers = {}, body }: Call,
    isStreamed: boolean,
  ): Promise<Response> {
    const { url: base, region, credentials, fetch: send } = this.#options;
    const url = new URL(`${base.replace(/\/+$/, '')}/${key.split('/').map(escapeStrictly).join('/')}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const bodyHash = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', body ?? new Uint8Array(0))));
    const signing = { credentials: await credentials(), region, date: new Date() };
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), patienceMs);
    const init = {
      method,
      headers: signedHeaders({ method, url, headers, bodyHash }, signing),
      signal: waiting.signal,
    };
    try {
      if (!body) return await send(url, init);
      return await send(url, isStreamed ? { ...init, ...streamOf(body, init.headers) } : { ...init, body });
    } finally {
      clearTimeout(timer);
    }
  }
}

function elementOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: keyof typeof entities) => entities[entity]);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
}
