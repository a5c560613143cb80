// An assistant and a thread on a service in memory, and what a stream of a run brings.
import type OpenAI from 'openai';
import type { AssistantStreamEvent, AssistantTool } from 'openai/resources/beta/assistants';
import type { Message, MessageCreateParams } from 'openai/resources/beta/threads/messages';
import type { LocalServiceOptions } from '../../../server/local/index.ts';
import { fakePython } from '../wire/fake-python.ts';

export const model = 'local-rules';
export const hosted: AssistantTool[] = [{ type: 'file_search' }, { type: 'code_interpreter' }];
export const bothTools = [{ type: 'file_search' as const }, { type: 'code_interpreter' as const }];
export const weather: AssistantTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Get the current weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

/** Runs the same code for every question that begins with "Run": it prints, shows a picture and writes a file. */
export const played: Pick<LocalServiceOptions, 'python' | 'writeCode'> = {
  writeCode: (question) =>
    question.startsWith('Run')
      ? { kind: 'table', code: 'print(42)', answer: () => '🦊 See [r](sandbox:/mnt/data/my%20r.csv).' }
      : undefined,
  python: fakePython({
    logs: '42\n',
    files: [{ name: 'my r.csv', bytes: new TextEncoder().encode('a,b\n') }],
    shown: [{ mediaType: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }],
  }),
};

export async function begin(
  client: OpenAI,
  content: string,
  {
    tools = hosted,
    attachments = [],
  }: { tools?: AssistantTool[]; attachments?: MessageCreateParams['attachments'] } = {},
): Promise<{ assistantId: string; threadId: string }> {
  const assistant = await client.beta.assistants.create({ model, tools });
  const thread = await client.beta.threads.create({
    messages: [{ role: 'user', content, attachments: attachments ?? [] }],
  });
  return { assistantId: assistant.id, threadId: thread.id };
}

export async function upload(client: OpenAI, name: string, text: string): Promise<string> {
  return (await client.files.create({ file: new File([text], name), purpose: 'assistants' })).id;
}

export async function collect(stream: AsyncIterable<AssistantStreamEvent>): Promise<AssistantStreamEvent[]> {
  const events: AssistantStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** The kinds of events in their order, each run of deltas once. */
export function course(events: readonly AssistantStreamEvent[]): string[] {
  const names = events.map(({ event }) => event.replace(/^thread\./, ''));
  return names.filter((name, index) => !name.endsWith('.delta') || name !== names[index - 1]);
}

export function textOf(message: Message | undefined): string {
  return message?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('') ?? '';
}
