import type { ResponseInputFile, ResponseInputImage, ResponseInputText } from 'openai/resources/responses/responses';
import { invalid } from '../api-error.ts';
import type { Fields } from '../fields.ts';
import { missing } from '../fields.ts';
import type { Stamp } from '../stamp.ts';
import { foreignTypes, type Item, type OutputMessage } from './item.ts';

type InputPart = ResponseInputText | ResponseInputImage | ResponseInputFile;
type OutputPart = OutputMessage['content'][number];

/** One item of a request as it is kept: with an id, and with text always as parts. */
export function readItem(fields: Fields, stamp: Stamp): Item {
  const type = fields.string('type') ?? (fields.has('role') ? 'message' : undefined);
  switch (type) {
    case undefined:
      throw missing(fields.path('type'));
    case 'message':
      return readMessage(fields, stamp);
    case 'function_call':
      return {
        id: readId(fields) ?? stamp.id('fc_'),
        type,
        call_id: fields.required('call_id'),
        name: fields.required('name'),
        arguments: fields.required('arguments'),
        status: 'completed',
      };
    case 'function_call_output':
      return {
        id: readId(fields) ?? stamp.id('fco_'),
        type,
        call_id: fields.required('call_id'),
        output: readOutput(fields),
        status: 'completed',
      };
    case 'file_search_call':
    case 'code_interpreter_call':
      return {
        ...Object.fromEntries(fields.keys().map((key) => [key, fields.raw(key)])),
        id: fields.required('id'),
      } as Item;
    default:
      return readForeign(fields, stamp, type);
  }
}

function readMessage(fields: Fields, stamp: Stamp): Item {
  const role = fields.oneOf('role', ['user', 'assistant', 'system', 'developer']);
  if (!role) throw missing(fields.path('role'));
  const id = readId(fields) ?? stamp.id('msg_');
  const parts = typeof fields.raw('content') === 'string' ? undefined : fields.objects('content');
  const text = parts ? '' : fields.required('content');
  if (role === 'assistant') {
    const content = parts?.map(readOutputPart) ?? [{ type: 'output_text', text, annotations: [], logprobs: [] }];
    return { id, type: 'message', role, status: 'completed', content };
  }
  const content = parts?.map(readInputPart) ?? [{ type: 'input_text', text }];
  return { id, type: 'message', role, status: 'completed', content };
}

function readInputPart(part: Fields): InputPart {
  const type = part.oneOf('type', ['input_text', 'input_image', 'input_file']);
  if (!type) throw missing(part.path('type'));
  if (type === 'input_text') return { type, text: part.required('text') };
  if (type === 'input_image') {
    return {
      type,
      detail: part.oneOf('detail', ['auto', 'low', 'high', 'original']) ?? 'auto',
      file_id: part.string('file_id') ?? null,
      image_url: part.string('image_url') ?? null,
    };
  }
  if (!part.has('file_id') && !part.has('file_data') && !part.has('file_url')) throw missing(part.path('file_id'));
  const given = ['file_id', 'file_data', 'file_url', 'filename'].flatMap((key) => {
    const value = part.string(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { type, ...Object.fromEntries(given) };
}

function readOutputPart(part: Fields): OutputPart {
  const type = part.oneOf('type', ['output_text', 'refusal']);
  if (type === 'refusal') return { type, refusal: part.required('refusal') };
  const annotations = (part.array('annotations') ?? []) as Extract<OutputPart, { type: 'output_text' }>['annotations'];
  return { type: 'output_text', text: part.required('text'), annotations, logprobs: [] };
}

function readOutput(fields: Fields): string | InputPart[] {
  const output = fields.raw('output');
  if (typeof output === 'string') return output;
  const parts = fields.objects('output');
  if (!parts) throw missing(fields.path('output'));
  return parts.map(readInputPart);
}

function readForeign(fields: Fields, stamp: Stamp, type: string): Item {
  const known = foreignTypes.find((each) => each === type);
  if (!known) {
    throw invalid(`Invalid value: '${type}'. This service knows no such item.`, fields.path('type'));
  }
  const given = Object.fromEntries(fields.keys().map((key) => [key, fields.raw(key)]));
  return { ...given, type: known, id: readId(fields) ?? stamp.id('item_') };
}

/** Ids become file names, so only what this service could have given is kept. */
function readId(fields: Fields): string | undefined {
  const id = fields.string('id');
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}
