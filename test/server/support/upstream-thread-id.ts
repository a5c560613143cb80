import type OpenAI from 'openai';
import type { Harness } from './harness.ts';

/** The service's own id of a thread of Assistants, which never crosses the wire: the engine's next call has it. */
export async function upstreamThreadId(client: OpenAI, harness: Harness, threadId: string): Promise<string> {
  const { messages } = client.beta.threads;
  const list = messages.list;
  let found = '';
  messages.list = ((id: string, ...rest: []) => {
    found = id;
    return list.call(messages, id, ...rest);
  }) as typeof messages.list;
  await harness.json(`/threads/${threadId}/messages`);
  messages.list = list;
  return found;
}
