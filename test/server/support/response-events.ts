// The events of a response as OpenAI sends them, made from the items of its output.
export interface Item {
  type: string;
  id?: string;
  [key: string]: unknown;
}

export interface FakeEvent {
  type: string;
  sequence_number?: number;
  [key: string]: unknown;
}

/** Words with the spaces behind them, so that joined they are the text again. */
function pieces(text: string): string[] {
  return text.match(/\S*\s*/gu)?.filter((piece) => piece !== '') ?? [];
}

/** What is told of one output item between its beginning and its end. */
export function itemEvents(item: Item, output_index: number): FakeEvent[] {
  const at = { output_index, item_id: item.id };
  const added = (start: object): FakeEvent => ({
    type: 'response.output_item.added',
    output_index,
    item: { ...item, ...start },
  });
  const done: FakeEvent = { type: 'response.output_item.done', output_index, item };
  switch (item.type) {
    case 'message':
      return [added({ content: [], status: 'in_progress' }), ...contentEvents(item, at), done];
    case 'reasoning':
      return [added({ summary: [] }), ...summaryEvents(item, at), done];
    case 'code_interpreter_call':
      return [
        added({ code: '', outputs: [], status: 'in_progress' }),
        { type: 'response.code_interpreter_call.in_progress', ...at },
        ...pieces(String(item['code'])).map((delta) => ({
          type: 'response.code_interpreter_call_code.delta',
          ...at,
          delta,
        })),
        { type: 'response.code_interpreter_call_code.done', ...at, code: item['code'] },
        { type: 'response.code_interpreter_call.interpreting', ...at },
        { type: 'response.code_interpreter_call.completed', ...at },
        done,
      ];
    case 'file_search_call':
      return [
        added({ queries: [], results: null, status: 'in_progress' }),
        { type: 'response.file_search_call.in_progress', ...at },
        { type: 'response.file_search_call.searching', ...at },
        { type: 'response.file_search_call.completed', ...at },
        done,
      ];
    case 'web_search_call':
      return [
        {
          type: 'response.output_item.added',
          output_index,
          item: { type: item.type, id: item.id, status: 'in_progress' },
        },
        { type: 'response.web_search_call.searching', ...at },
        done,
      ];
    case 'function_call':
      return [
        added({ arguments: '', status: 'in_progress' }),
        ...pieces(String(item['arguments'])).map((delta) => ({
          type: 'response.function_call_arguments.delta',
          ...at,
          delta,
        })),
        { type: 'response.function_call_arguments.done', ...at, arguments: item['arguments'] },
        done,
      ];
    default:
      return [added({}), done];
  }
}

interface Content {
  type: string;
  text?: string;
  refusal?: string;
  annotations?: object[];
}

function contentEvents(item: Item, base: object): FakeEvent[] {
  return (item['content'] as Content[]).flatMap((part, content_index): FakeEvent[] => {
    const at = { ...base, content_index };
    const empty = part.type === 'refusal' ? { type: 'refusal', refusal: '' } : { ...part, text: '', annotations: [] };
    const kind = part.type === 'refusal' ? 'refusal' : 'output_text';
    return [
      { type: 'response.content_part.added', ...at, part: empty },
      ...pieces(part.text ?? part.refusal ?? '').map((delta) => ({ type: `response.${kind}.delta`, ...at, delta })),
      ...(part.annotations ?? []).map((annotation, annotation_index) => {
        return { type: 'response.output_text.annotation.added', ...at, annotation_index, annotation };
      }),
      { type: `response.${kind}.done`, ...at, text: part.text, refusal: part.refusal },
      { type: 'response.content_part.done', ...at, part },
    ];
  });
}

function summaryEvents(item: Item, base: object): FakeEvent[] {
  return ((item['summary'] ?? []) as { text: string }[]).flatMap((part, summary_index) => {
    const at = { ...base, summary_index };
    return [
      { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } },
      ...pieces(part.text).map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
      { type: 'response.reasoning_summary_text.done', ...at, text: part.text },
      { type: 'response.reasoning_summary_part.done', ...at, part },
    ];
  });
}

let made = 0;

/** An id like OpenAI's, never the same twice. */
export function newId(prefix: string): string {
  made++;
  return `${prefix}${made.toString(16).padStart(24, '0')}`;
}

export function message(text: string, annotations: object[] = []): Item {
  const content = [{ type: 'output_text', text, annotations, logprobs: [] }];
  return { type: 'message', id: newId('msg_'), role: 'assistant', status: 'completed', content };
}

export function functionCall(name: string, input: unknown, call_id = newId('call_')): Item {
  return {
    type: 'function_call',
    id: newId('fc_'),
    call_id,
    name,
    arguments: JSON.stringify(input),
    status: 'completed',
  };
}
