import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from './api-error.ts';
import { refusal } from './refusal.ts';

/** A port that answers. */
export interface Listening {
  /** As in `http://127.0.0.1:4010`, without a slash at the end. */
  url: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

type Handler = (request: Request) => Promise<Response>;

/** Answers HTTP on the loopback interface, which no other machine reaches. @param port 0 for any free one */
export async function listen(handle: Handler, port: number): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(handle: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const controller = new AbortController();
  outgoing.once('close', () => controller.abort());
  try {
    const response = refuse(incoming) ?? (await handle(toRequest(incoming, controller.signal)));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing);
    else outgoing.end();
  } catch {
    // The client has gone, or a body broke off: either way all that is left is to let the connection go.
    outgoing.destroy();
  }
}

function refuse({ headers }: IncomingMessage): Response | undefined {
  const reason = refusal(new Headers(headers as Record<string, string>));
  return reason === undefined ? undefined : Response.json(new ApiError(403, reason).toJSON(), { status: 403 });
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: headers as Record<string, string>,
    signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' }),
  } as RequestInit);
}
