import { Agent, request } from 'node:http';

/** A connection for each answer: one that is closed at the moment when it is used again would be a failure of the bench. */
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
const stamp = /@(\d+\.?\d*)@/g;

/** Pages that each read one answer, and what they notice: how long every word was on its way. */
export class Readers {
  readonly delays: number[] = [];
  /** Words that have come. */
  words = 0;
  #open = 0;
  isMeasuring = false;

  get open(): number {
    return this.#open;
  }

  /** Reads one answer to its end; returns after how many milliseconds its first word came. */
  read(port: number, model: string): Promise<number> {
    const id = crypto.randomUUID();
    const messages = [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Go' }] }];
    const body = JSON.stringify({ id, trigger: 'submit-message', messages });
    const headers = { 'content-type': 'application/json', 'x-model': model };
    const startedAt = performance.now();
    let firstAfter: number | undefined;
    return new Promise((resolve) => {
      const done = () => {
        this.#open--;
        resolve(firstAfter ?? Number.NaN);
      };
      this.#open++;
      const sent = request({ port, host: '127.0.0.1', path: '/chat', method: 'POST', headers, agent }, (response) => {
        response.setEncoding('latin1');
        response.on('data', (text: string) => {
          const now = performance.timeOrigin + performance.now();
          for (const [, sentAt] of text.matchAll(stamp)) {
            firstAfter ??= performance.now() - startedAt;
            this.words++;
            if (this.isMeasuring) this.delays.push(now - Number(sentAt));
          }
        });
        response.on('close', done);
      });
      sent.on('error', done);
      sent.end(body);
    });
  }
}
