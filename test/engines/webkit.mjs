import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { freePort, WebDriverSession } from './webdriver.mjs';

const driver = '/usr/bin/WebKitWebDriver';
const display = '/usr/bin/Xvfb';
const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'];
const versions = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];
const browsers = folders.flatMap((folder) => versions.map((version) => `${folder}/${version}/MiniBrowser`));

/** WebKitGTK, by its own driver and, where there is no screen, on one in memory; undefined where it is not installed. */
export function webkitLauncher() {
  const browser = browsers.find((path) => existsSync(path));
  if (!browser || !existsSync(driver) || (!process.env.DISPLAY && !existsSync(display))) return undefined;
  return new WebKitLauncher(browser);
}

/** As the test runner wants one, and its commands, which know drivers by this type. */
class WebKitLauncher {
  name = 'WebKit';
  type = 'webdriver';
  concurrency = 1;
  #browser;
  /** @type {Promise<WebDriverSession> | undefined} */
  #session;
  /** @type {Map<string, string>} */
  #pages = new Map();
  /** @type {import('node:child_process').ChildProcess[]} */
  #processes = [];

  constructor(browser) {
    this.#browser = browser;
  }

  async initialize() {}

  async startSession(id, url) {
    this.#session ??= this.#open();
    this.#pages.set(id, url);
    await (await this.#session).go(url);
  }

  isActive(id) {
    return this.#pages.has(id);
  }

  getBrowserUrl(id) {
    return this.#pages.get(id);
  }

  async stopSession(id) {
    this.#pages.delete(id);
    await (await this.#session)?.go('about:blank');
    return {};
  }

  startDebugSession() {
    throw new Error('WebKit shows no debugger here.');
  }

  async stop() {
    const session = await this.#session?.catch(() => undefined);
    await session?.close().catch(() => undefined);
    for (const started of this.#processes) started.kill();
  }

  async sendKeys(_id, keys) {
    for (const key of keys) await (await this.#session)?.press(key);
  }

  async sendMouseMove(_id, x, y) {
    await (await this.#session)?.moveMouse(x, y);
  }

  async sendMouseClick(id, x, y, button) {
    await this.sendMouseMove(id, x, y);
    await this.sendMouseDown(id, button);
    await this.sendMouseUp(id, button);
  }

  async sendMouseDown(_id, button) {
    await (await this.#session)?.mouseButton('pointerDown', button);
  }

  async sendMouseUp(_id, button) {
    await (await this.#session)?.mouseButton('pointerUp', button);
  }

  async resetMouse() {
    await (await this.#session)?.releaseAll();
  }

  async takeScreenshot() {
    return (await this.#session)?.screenshot();
  }

  async #open() {
    const screen = process.env.DISPLAY ?? (await this.#openDisplay());
    const port = await freePort();
    const env = { ...process.env, DISPLAY: screen, NO_AT_BRIDGE: '1' };
    this.#processes.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
    const session = new WebDriverSession(`http://127.0.0.1:${port}`);
    await session.open({ 'webkitgtk:browserOptions': { binary: this.#browser, args: ['--automation'] } });
    return session;
  }

  async #openDisplay() {
    const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
    const server = spawn(display, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.#processes.push(server);
    const [number] = await once(server.stdio[3], 'data');
    return `:${String(number).trim()}`;
  }
}
