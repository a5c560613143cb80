import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to a server of this machine that breaks on request, in the middle of what is sent, and stays broken until it is mended. */
export class BreakableLine {
  /** Where the server is reached through it. */
  readonly url: string;
  /** Bytes that have gone to the server. */
  carried = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #unbreakable = new WeakSet<Socket>();
  #isBroken = false;
  #breakAt = Infinity;
  #tellBroken = (): void => {};

  static async to(url: string): Promise<BreakableLine> {
    const server = createServer();
    server.listen(0);
    await once(server, 'listening');
    return new BreakableLine(server, new URL(url));
  }

  private constructor(server: Server, target: URL) {
    this.url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    this.#server = server;
    server.on('connection', (socket) => this.#carry(socket, Number(target.port)));
  }

  /** Breaks it when so many more bytes have gone to the server; resolves then. */
  breakAfter(bytes: number): Promise<void> {
    this.#breakAt = this.carried + bytes;
    return new Promise((resolve) => (this.#tellBroken = resolve));
  }

  mend(): void {
    this.#isBroken = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(socket: Socket, port: number): void {
    socket.on('error', () => {});
    if (this.#isBroken) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const far = connect(port, 'localhost');
    far.on('error', () => {});
    far.pipe(socket);
    far.on('close', () => socket.destroy());
    socket.on('close', () => {
      far.destroy();
      this.#sockets.delete(socket);
    });
    socket.on('data', (bytes: Buffer) => {
      // The development server reloads a page whose socket it has lost.
      if (/^upgrade: websocket/im.test(bytes.toString('latin1'))) this.#unbreakable.add(socket);
      this.carried += bytes.length;
      if (this.carried >= this.#breakAt) this.#break();
      else if (!far.write(bytes)) {
        socket.pause();
        far.once('drain', () => socket.resume());
      }
    });
  }

  #break(): void {
    this.#isBroken = true;
    this.#breakAt = Infinity;
    for (const socket of this.#sockets) if (!this.#unbreakable.has(socket)) socket.resetAndDestroy();
    this.#tellBroken();
  }
}
