// A service that speaks as much of S3 as a file store uses, and is as strict about it as the real ones: signatures and bodies are
// verified, with other code than what signs, and parts have to be as large as Amazon wants them.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const smallestPart = 5 * 1024 * 1024;

export interface S3Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

interface Upload {
  key: string;
  parts: Map<number, { tag: string; bytes: Buffer }>;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

export class S3Server {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  /** What was asked: method, key, query and range. */
  readonly calls: string[] = [];
  /** Statuses that the next calls are answered with, whatever they ask for; 0 cuts the connection. */
  readonly faults: number[] = [];
  /** Answers the next completion with its status 200, and then says that it failed. */
  failsCompletion = false;
  /** The longest body of a request so far, in bytes. */
  longestBody = 0;
  readonly region = 'eu-test-1';
  keys: S3Keys = { accessKeyId: 'TESTKEY', secretAccessKey: 'a secret + / of tests' };
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  /** The address of its bucket. */
  async open(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/bucket`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    this.longestBody = Math.max(this.longestBody, body.length);
    const url = new URL(request.url ?? '', 'http://s3.test');
    const key = decodeURIComponent(url.pathname.replace(/^\/bucket\//, ''));
    const range = request.headers.range ?? '';
    this.calls.push([request.method, key, [...url.searchParams.keys()].join('&'), range].join(' ').trim());
    const fault = this.faults.shift();
    if (fault === 0) {
      request.socket.destroy();
      return;
    }
    const refusal = fault === undefined ? this.#refuse(request, body) : failure(fault, 'SlowDown');
    const { status, headers, body: answer } = refusal ?? this.#answer(request.method ?? '', key, url, range, body);
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : answer);
  }

  #answer(method: string, key: string, { searchParams }: URL, range: string, body: Buffer): Answer {
    const uploadId = searchParams.get('uploadId');
    if (method === 'POST' && searchParams.has('uploads')) return this.#begin(key);
    if (uploadId !== null) return this.#part(method, key, uploadId, Number(searchParams.get('partNumber')), body);
    switch (method) {
      case 'PUT':
        this.objects.set(key, body);
        return { status: 200, headers: { etag: tagOf(body) } };
      case 'GET':
      case 'HEAD':
        return this.#read(key, range);
      case 'DELETE':
        this.objects.delete(key);
        return { status: 204 };
      default:
        return failure(405, 'MethodNotAllowed');
    }
  }

  #read(key: string, range: string): Answer {
    const bytes = this.objects.get(key);
    if (!bytes) return failure(404, 'NoSuchKey');
    if (range === '') return { status: 200, body: bytes };
    const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    if (Number(first) >= bytes.length || first === '') return failure(416, 'InvalidRange');
    const end = Math.min(Number(last) + 1, bytes.length);
    const headers = { 'content-range': `bytes ${first}-${end - 1}/${bytes.length}` };
    return { status: 206, headers, body: bytes.subarray(Number(first), end) };
  }

  #begin(key: string): Answer {
    // Characters that a query has to escape, as real ones have.
    const uploadId = `${randomUUID()}+/=&`;
    this.uploads.set(uploadId, { key, parts: new Map() });
    const body = `<?xml version="1.0"?><InitiateMultipartUploadResult><UploadId>${uploadId.replace('&', '&amp;')}</UploadId></InitiateMultipartUploadResult>`;
    return { status: 200, body };
  }

  #part(method: string, key: string, uploadId: string, number: number, body: Buffer): Answer {
    const upload = this.uploads.get(uploadId);
    if (upload?.key !== key) return failure(404, 'NoSuchUpload');
    if (method === 'DELETE') {
      this.uploads.delete(uploadId);
      return { status: 204 };
    }
    if (method === 'POST') return this.#complete(uploadId, upload, body.toString());
    if (!Number.isInteger(number) || number < 1 || number > 10_000) return failure(400, 'InvalidArgument');
    const tag = tagOf(body);
    upload.parts.set(number, { tag, bytes: body });
    return { status: 200, headers: { etag: tag } };
  }

  #complete(uploadId: string, { key, parts }: Upload, xml: string): Answer {
    if (this.failsCompletion) {
      this.failsCompletion = false;
      return { ...failure(200, 'InternalError') };
    }
    const listed = [...xml.matchAll(/<Part><PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag><\/Part>/g)];
    const chosen = listed.map(([, number, tag]) => {
      const part = parts.get(Number(number));
      return part && part.tag === tag ? part.bytes : undefined;
    });
    const bytes = chosen.filter((part) => part !== undefined);
    if (listed.length === 0) return failure(400, 'MalformedXML');
    if (bytes.length < chosen.length) return failure(400, 'InvalidPart');
    if (listed.some(([, number], index) => index > 0 && Number(number) <= Number(listed[index - 1]?.[1]))) {
      return failure(400, 'InvalidPartOrder');
    }
    if (bytes.slice(0, -1).some(({ length }) => length < smallestPart)) return failure(400, 'EntityTooSmall');
    this.objects.set(key, Buffer.concat(bytes));
    this.uploads.delete(uploadId);
    return { status: 200, body: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>' };
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  #refuse(request: IncomingMessage, body: Buffer): Answer | undefined {
    const { authorization = '', 'x-amz-content-sha256': hash, 'x-amz-date': time = '' } = request.headers;
    if (request.headers['transfer-encoding'] !== undefined) return failure(411, 'MissingContentLength');
    const match =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([\da-f]{64})$/.exec(
        authorization,
      );
    if (!match) return failure(403, 'AccessDenied');
    const [, accessKey, day = '', region = '', names = '', signature] = match;
    if (accessKey !== this.keys.accessKeyId) return failure(403, 'InvalidAccessKeyId');
    if (request.headers['x-amz-security-token'] !== this.keys.sessionToken) return failure(403, 'InvalidToken');
    if (region !== this.region) return failure(400, 'AuthorizationHeaderMalformed');
    const stamp = String(time).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    if (Math.abs(Date.parse(stamp) - Date.now()) > 15 * 60_000) return failure(403, 'RequestTimeTooSkewed');
    if (hash !== createHash('sha256').update(body).digest('hex')) return failure(400, 'XAmzContentSHA256Mismatch');
    const required = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
    if (!required.every((name) => names.split(';').includes(name))) return failure(403, 'AccessDenied');

    const [path = '', query = ''] = (request.url ?? '').split('?');
    const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('='));
    const canonicalQuery = pairs
      .map(([name = '', value = '']) => `${strictly(name)}=${strictly(value)}`)
      .sort()
      .join('&');
    const lines = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
    const canonical = [request.method, path, canonicalQuery, lines.join(''), names, hash].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const digest = createHash('sha256').update(canonical).digest('hex');
    let key: Buffer | string = `AWS4${this.keys.secretAccessKey}`;
    for (const step of [day, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(step).digest();
    const right = createHmac('sha256', key).update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`).digest('hex');
    return signature === right ? undefined : failure(403, 'SignatureDoesNotMatch');
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>…</Message></Error>` };
}

function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

/** What came escaped in a query, escaped as signatures want it. */
function strictly(text: string): string {
  const plain = decodeURIComponent(text.replaceAll('+', '%20'));
  return Array.from(new TextEncoder().encode(plain), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
