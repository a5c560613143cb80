import assert from 'node:assert/strict';
import type { ErrorBody, FileRef, MessagePage, Thread, UIMessage } from '../../protocol/index.ts';
import { textOf } from '../server/support/harness.ts';

/** Somebody in front of an adapter, with the cookies of a browser. */
export class Visitor {
  readonly #url: string;
  #cookie = '';

  /** @param url where the adapter is mounted */
  constructor(url: string) {
    this.#url = url;
  }

  async fetch(path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
    const cookie = this.#cookie === '' ? {} : { cookie: this.#cookie };
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      headers: { ...cookie, ...(headers as Record<string, string>) },
    });
    const [set] = response.headers.getSetCookie();
    if (set) this.#cookie = set.split(';')[0] ?? '';
    return response;
  }

  post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...init.headers };
    return this.fetch(path, { method: 'POST', ...init, headers, body: JSON.stringify(body) });
  }

  async newThread(): Promise<string> {
    return ((await ok(await this.post('/threads', {}))) as Thread).id;
  }

  ask(threadId: string, text: string, init: RequestInit = {}): Promise<Response> {
    const messages = [{ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] }];
    return this.post('/chat', { id: threadId, trigger: 'submit-message', messages }, init);
  }

  async messages(threadId: string): Promise<UIMessage[]> {
    return ((await ok(await this.fetch(`/threads/${threadId}/messages`))) as MessagePage).data;
  }

  async upload(file: File): Promise<FileRef> {
    const body = new FormData();
    body.append('file', file);
    return (await ok(await this.fetch('/files', { method: 'POST', body }))) as FileRef;
  }
}

/** The body of an answer that has to be a good one. */
async function ok(response: Response): Promise<unknown> {
  const text = await response.text();
  assert.ok(response.ok, `${response.url} answers ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** An error, as the adapter tells it. */
export async function refused(response: Response, status: number, code: string): Promise<void> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal((JSON.parse(text) as ErrorBody).error.code, code);
}

/** What the assistant has said last in the thread, as history tells it. */
export async function answerIn(visitor: Visitor, threadId: string): Promise<string> {
  const last = (await visitor.messages(threadId)).at(-1);
  assert.equal(last?.role, 'assistant');
  return textOf(last);
}
