import type { ResponseIncludable } from 'openai/resources/responses/responses';
import { invalid } from '../api-error.ts';
import { isInputMessage, type Item } from './item.ts';

/** What a request wants to see beside the items themselves. */
export type Include = ReadonlySet<ResponseIncludable>;

const includable: Record<ResponseIncludable, true> = {
  'file_search_call.results': true,
  'web_search_call.results': true,
  'web_search_call.action.sources': true,
  'message.input_image.image_url': true,
  'computer_call_output.output.image_url': true,
  'code_interpreter_call.outputs': true,
  'reasoning.encrypted_content': true,
  'message.output_text.logprobs': true,
};

/** @throws {ApiError} 400 for a value OpenAI does not know either */
export function readInclude(values: readonly string[]): Include {
  return new Set(
    values.map((value) => {
      if (value in includable) return value as ResponseIncludable;
      const supported = Object.keys(includable).map((each) => `'${each}'`);
      throw invalid(`Invalid value: '${value}'. Supported values are: ${supported.join(', ')}.`, 'include');
    }),
  );
}

/** `include` of a query, which clients write as `include[]=a&include[]=b`, `include=a&include=b` or `include[0]=a`. */
export function readIncludeQuery(query: URLSearchParams): Include {
  return readInclude([...query].flatMap(([key, value]) => (/^include(?:\[\d*\])?$/.test(key) ? [value] : [])));
}

/** An item as a request sees it: results, outputs and pictures only where they were asked for. */
export function shownItem<T extends Item>(item: T, include: Include): T {
  if (item.type === 'file_search_call') {
    return include.has('file_search_call.results') ? item : { ...item, results: null };
  }
  if (item.type === 'code_interpreter_call') {
    return include.has('code_interpreter_call.outputs') ? item : { ...item, outputs: null };
  }
  if (isInputMessage(item) && !include.has('message.input_image.image_url')) {
    const content = item.content.map((part) => (part.type === 'input_image' ? { ...part, image_url: null } : part));
    return { ...item, content };
  }
  return item;
}
