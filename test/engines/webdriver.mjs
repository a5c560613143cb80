import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What WebDriver calls the keys that write nothing. @see https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keyNames = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

const buttons = { left: 0, middle: 1, right: 2 };

/** A port that nothing listens on. */
export async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** One browser, by a driver that listens on this machine. @see https://www.w3.org/TR/webdriver2/ */
export class WebDriverSession {
  #driver;
  #session = '';

  /** @param {string} driver the address of the driver */
  constructor(driver) {
    this.#driver = driver;
  }

  /** Opens the browser as soon as the driver answers. @param {object} capabilities */
  async open(capabilities) {
    for (;;) {
      const isReady = await this.#call('GET', '/status').catch(() => undefined);
      if (isReady) break;
      await pause(100);
    }
    const { sessionId } = await this.#call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    this.#session = `/session/${sessionId}`;
  }

  go(url) {
    return this.#call('POST', `${this.#session}/url`, { url });
  }

  /** Presses keys at once, as in `Control+A`, and lets them go again. */
  press(keys) {
    const values = keys.length === 1 ? [keys] : keys.split('+').map((key) => keyNames[key] ?? key);
    const down = values.map((value) => ({ type: 'keyDown', value }));
    // They are let go of in any order.
    const up = values.map((value) => ({ type: 'keyUp', value }));
    return this.#act({ type: 'key', id: 'keys', actions: [...down, ...up] });
  }

  moveMouse(x, y) {
    return this.#mouse({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 });
  }

  mouseButton(type, button = 'left') {
    return this.#mouse({ type, button: buttons[button] });
  }

  releaseAll() {
    return this.#call('DELETE', `${this.#session}/actions`);
  }

  async screenshot() {
    return Buffer.from(await this.#call('GET', `${this.#session}/screenshot`), 'base64');
  }

  close() {
    return this.#call('DELETE', this.#session);
  }

  #mouse(action) {
    return this.#act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [action] });
  }

  #act(source) {
    return this.#call('POST', `${this.#session}/actions`, { actions: [source] });
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#driver}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
    return value;
  }
}
