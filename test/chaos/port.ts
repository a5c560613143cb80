import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers what comes to one place; `path` is what stands behind the place's own. */
export type Place = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** One port for everything that speaks HTTP here, told apart by the first part of the path: thousands of cases have each a few. */
export class Port {
  readonly url: string;
  readonly #server: Server;
  readonly #places = new Map<string, Place>();

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#answer(request, response));
  }

  static async open(): Promise<Port> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Port(server);
  }

  /** Gives the place a name, and returns its URL. */
  add(name: string, place: Place): string {
    this.#places.set(name, place);
    return `${this.url}/${name}`;
  }

  remove(name: string): void {
    this.#places.delete(name);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', path = ''] = /^\/([^/]+)(.*)$/.exec(request.url ?? '') ?? [];
    const place = this.#places.get(name);
    response.on('error', () => undefined);
    try {
      if (place) await place(request, response, path);
      else response.destroy();
    } catch {
      response.destroy();
    }
  }
}
