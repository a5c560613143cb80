// A session on a service in memory, and what its stream brings.
import type OpenAI from 'openai';
import type { AgentSessionEvent, AgentSessionItem, AgentToolParam } from 'openai/resources/beta/agents/agents';

export const model = 'local-rules';
export const weather: AgentToolParam = {
  type: 'function',
  name: 'get_weather',
  description: 'Get the current weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

export async function begin(client: OpenAI, tools: AgentToolParam[] = []): Promise<string> {
  const session = await client.beta.agents.sessions.create({
    agent: { model, tools },
    environment: { type: 'openai_hosted' },
  });
  return session.id;
}

export function message(...texts: string[]) {
  const content = texts.map((text) => ({ type: 'input_text' as const, text }));
  return { type: 'agent.session.input.message' as const, input: [{ role: 'user' as const, content }] };
}

/** Says something and gives what the session tells until it is idle or waits. */
export async function ask(
  client: OpenAI,
  sessionId: string,
  text: string,
  headers: Record<string, string> = {},
): Promise<AgentSessionEvent[]> {
  const stream = await client.beta.agents.sessions.events.stream(sessionId);
  await client.beta.agents.sessions.events.create(sessionId, { events: [message(text)] }, { headers });
  return untilQuiet(stream);
}

export async function untilQuiet(stream: AsyncIterable<AgentSessionEvent>): Promise<AgentSessionEvent[]> {
  const events: AgentSessionEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === 'agent.session.idle' || event.type === 'agent.session.requires_action') break;
  }
  return events;
}

/** The kinds of events in their order, each run of deltas once. */
export function course(events: readonly AgentSessionEvent[]): string[] {
  const names = events.map(({ type }) => type.replace(/^agent\.(?:session\.)?/, ''));
  return names.filter((name, index) => !name.endsWith('.delta') || name !== names[index - 1]);
}

export async function items(client: OpenAI, sessionId: string): Promise<AgentSessionItem[]> {
  const all: AgentSessionItem[] = [];
  for await (const item of client.beta.agents.sessions.items.list(sessionId, { order: 'asc' })) all.push(item);
  return all;
}

/** What was said last. */
export async function answer(client: OpenAI, sessionId: string): Promise<string> {
  const item = (await items(client, sessionId)).findLast(
    (each) => each.type === 'message' && each.role === 'assistant',
  );
  if (item?.type !== 'message') return '';
  return item.content.map((part) => ('text' in part ? part.text : '')).join('');
}
