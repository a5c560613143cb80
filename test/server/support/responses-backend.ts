// Responses as somebody's own backend would ask them, who knows Chat Completions and nothing else.
import type OpenAI from 'openai';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { BackendPiece, BackendRequest } from '../../../server/index.ts';

export function responsesBackend(client: OpenAI, model: string) {
  return async function* answer({ messages, tools, signal }: BackendRequest): AsyncGenerator<BackendPiece> {
    const stream = await client.responses.create(
      {
        model,
        store: false,
        stream: true,
        input: messages.flatMap(itemsOf),
        tools: tools.map(({ function: { name, description, parameters } }) => {
          return {
            type: 'function',
            name,
            parameters: parameters ?? {},
            strict: false,
            ...(description ? { description } : {}),
          };
        }),
      },
      { signal, maxRetries: 0 },
    );
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') yield event.delta;
      else if (event.type === 'response.output_item.done' && event.item.type === 'function_call') {
        const { call_id: id, name, arguments: given } = event.item;
        yield {
          tool_calls: [{ index: event.output_index, id, type: 'function', function: { name, arguments: given } }],
        };
      } else if (event.type === 'response.incomplete') yield { finish_reason: 'length' };
      else if (event.type === 'response.failed') throw new Error('The backend has failed.');
    }
  };
}

function itemsOf(message: BackendRequest['messages'][number]): ResponseInputItem[] {
  if (message.role === 'tool') {
    return [{ type: 'function_call_output', call_id: message.tool_call_id, output: String(message.content) }];
  }
  const text = typeof message.content === 'string' ? message.content : '';
  // The files that come along stand in a part of their own before what was asked.
  const parts = message.role === 'user' ? text.split(/\n\n/).map(inputText) : text;
  const said = text === '' ? [] : [{ role: message.role as 'user' | 'assistant' | 'system', content: parts }];
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
  return [
    ...said,
    ...calls.flatMap((call): ResponseInputItem[] => {
      if (call.type !== 'function') return [];
      const { name, arguments: given } = call.function;
      return [{ type: 'function_call', call_id: call.id, name, arguments: given }];
    }),
  ];
}

function inputText(text: string) {
  return { type: 'input_text' as const, text };
}
