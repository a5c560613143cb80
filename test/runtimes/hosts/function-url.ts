import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type InstanceOptions, LambdaInstance } from './lambda-instance.ts';

/** In bytes of the event, in which bodies are written in Base64. */
const largestEvent = 6 * 1024 * 1024;
/** Between what is said of the answer and the answer. */
const separator = Buffer.alloc(8);

/**
 * The address of a function whose answers are streamed. A call takes an instance that is idle, or a new one; who leaves stops
 * nothing.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export class FunctionUrl {
  readonly #options: InstanceOptions;
  readonly #instances: LambdaInstance[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  async open(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const instance of this.#instances) instance.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const event = JSON.stringify(eventOf(request, await buffer(request)));
    if (event.length > largestEvent) {
      response.writeHead(413).end();
      return;
    }
    try {
      await pass(await this.#invoke(event), response);
    } catch (error) {
      console.error(error);
      response.writeHead(502).end();
    }
  }

  async #invoke(event: string): Promise<IncomingMessage> {
    const idle = this.#instances.find(({ isBusy }) => !isBusy);
    if (idle) return idle.invoke(event);
    const instance = new LambdaInstance(this.#options);
    this.#instances.push(instance);
    const answer = instance.invoke(event);
    await instance.open();
    return answer;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
function eventOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): object {
  const { pathname, search } = new URL(url, 'https://localhost');
  const { cookie, ...others } = headers;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: others,
    requestContext: {
      accountId: 'anonymous',
      apiId: 'assistant',
      domainName: 'assistant.lambda-url.eu-central-1.on.aws',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
    },
    ...(body.length === 0 ? {} : { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}

/** Gives an answer on as it comes: first what it is, in JSON, then its body. */
async function pass(answer: AsyncIterable<Buffer>, response: ServerResponse): Promise<void> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of answer) {
    if (start === undefined) {
      response.write(piece);
      continue;
    }
    start = Buffer.concat([start, piece]);
    const end = start.indexOf(separator);
    if (end < 0) continue;
    const { statusCode, headers, cookies } = JSON.parse(start.toString('utf8', 0, end)) as {
      statusCode: number;
      headers: Record<string, string>;
      cookies: string[];
    };
    response.writeHead(statusCode, { ...headers, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) });
    response.flushHeaders();
    response.write(start.subarray(end + separator.length));
    start = undefined;
  }
  response.end();
}
