// A Redis of the test's own, in a folder of its own: the one that is installed, or Debian's where it can be installed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';

/** Why there is none, for the test that has to be skipped; undefined where there is one. */
export function whyNoRedis(): string | undefined {
  if (isThere()) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('apt-get', ['--version']).error) {
    return 'redis-server is not installed, and only root on Debian can install it from here';
  }
  // Without its service: nothing of it shall run that no test has started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // Another test may be installing it at the same time.
  const patience = ['-o', 'DPkg::Lock::Timeout=120'];
  const install = [...patience, 'install', '-y', '--no-install-recommends', 'redis-server'];
  if (spawnSync('apt-get', install, { env }).status !== 0) {
    spawnSync('apt-get', ['update'], { env });
    spawnSync('apt-get', install, { env });
  }
  return isThere() ? undefined : 'redis-server is not installed, and apt-get could not install it';
}

function isThere(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export class RedisServer {
  readonly folder: string;
  readonly socket: string;
  readonly #options: string[];
  #process: ChildProcess | undefined;

  private constructor(folder: string, options: string[]) {
    this.folder = folder;
    this.socket = join(folder, 'redis.sock');
    this.#options = options;
  }

  /** @param keeps what it has outlives it when it is killed */
  static async start({ keeps = false } = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'assistant-redis-'));
    const options = ['--appendonly', keeps ? 'yes' : 'no', '--appendfsync', 'always', '--save', ''];
    const server = new RedisServer(folder, options);
    await server.start();
    return server;
  }

  /** @param keeps with what it had before it was killed */
  async start({ keeps = true } = {}): Promise<void> {
    if (!keeps) await rm(join(this.folder, 'appendonlydir'), { recursive: true, force: true });
    const place = ['--port', '0', '--unixsocket', this.socket, '--dir', this.folder];
    this.#process = spawn('redis-server', [...place, ...this.#options], { stdio: 'ignore' });
    while (!(await this.#isUp())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    await rm(this.socket, { force: true });
  }

  /** A client that is connected, as a host makes one. */
  async connect() {
    const client = createClient({ socket: { path: this.socket, tls: false } });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  #isUp(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.socket);
      // While it reads what it has kept it is there, but takes no orders.
      socket.on('connect', () => socket.write('PING\r\n'));
      socket.on('data', (reply) => (socket.destroy(), resolve(String(reply).startsWith('+PONG'))));
      socket.on('error', () => resolve(false));
    });
  }
}
