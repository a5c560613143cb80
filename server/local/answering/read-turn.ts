import { ApiError } from '../api-error.ts';
import type { FunctionResult, Turn } from '../brain/turn.ts';
import { type InputMessage, isInputMessage, type Item, messageText } from '../items/item.ts';
import { othersOf, readLentTools } from './lent-tools.ts';
import type { UsableTools } from './usable-tools.ts';

/**
 * What there is to answer, read from everything that was said.
 * @throws {ApiError} 400 where the call of a function has no result, or a result no call
 */
export function readTurn(items: readonly Item[], tools: UsableTools): Turn {
  checkCalls(items);
  const said = items.filter((item): item is InputMessage => isInputMessage(item) && item.role === 'user');
  const message = said.at(-1);
  const notes = message ? notesBefore(items, message) : '';
  const results = newResults(items);
  const lent = readLentTools(tools.functions, results);
  return {
    question: message ? questionOf(message, notes) : '',
    earlier: said.slice(0, -1).map(ownText).toReversed(),
    attached: attachedTo(message, notes),
    pictures: message?.content.filter(({ type }) => type === 'input_image').length ?? 0,
    results: lent ? othersOf(results) : results,
    functions: lent ? othersOf(tools.functions) : tools.functions,
    canSearch: tools.search !== undefined || lent?.canSearch === true,
    canRun: tools.code !== undefined || lent?.canRun === true,
    unusable: tools.unusable,
    ...(tools.forced && { forced: tools.forced }),
    ...(lent && { lent }),
  };
}

function checkCalls(items: readonly Item[]): void {
  const calls = new Set(items.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : [])));
  const answered = new Set(items.flatMap((item) => (item.type === 'function_call_output' ? [item.call_id] : [])));
  for (const id of calls) {
    if (!answered.has(id)) throw new ApiError(400, `No tool output found for function call ${id}.`, { param: 'input' });
  }
  for (const id of answered) {
    if (id !== undefined && !calls.has(id)) {
      const message = `No tool call found for function call output with call_id ${id}.`;
      throw new ApiError(400, message, { param: 'input' });
    }
  }
}

/** The results at the very end: whoever spoke after them has heard about them. */
function newResults(items: readonly Item[]): FunctionResult[] {
  const results: FunctionResult[] = [];
  for (const item of items.toReversed()) {
    if (item.type === 'function_call_output') {
      const call = items.find((each) => each.type === 'function_call' && each.call_id === item.call_id);
      const output = typeof item.output === 'string' ? item.output : outputText(item.output);
      results.unshift({ name: call?.type === 'function_call' ? call.name : 'function', output });
    } else if (item.type !== 'function_call') break;
  }
  return results;
}

function outputText(parts: readonly { type: string; text?: string }[]): string {
  return parts.map(({ type, text }) => text ?? `[${type}]`).join('\n');
}

/** What developers wrote right before a message, which is about that message only. */
function notesBefore(items: readonly Item[], message: InputMessage): string {
  const notes: string[] = [];
  for (const item of items.slice(0, items.indexOf(message)).toReversed()) {
    if (!isInputMessage(item) || item.role !== 'developer') break;
    notes.unshift(messageText(item));
  }
  return notes.join('\n');
}

/** Files in the message, and those that the note before it names by id. */
function attachedTo(message: InputMessage | undefined, notes: string): Set<string> {
  const sent = message?.content.flatMap((part) => (part.type === 'input_file' && part.file_id ? [part.file_id] : []));
  const noted = [...notes.matchAll(/\bfile-\w+/g)].map(([id]) => id);
  return new Set([...(sent ?? []), ...noted]);
}

/** What a message says. One that only repeats the names of its files says nothing: it had to hold some words. */
function questionOf(message: InputMessage, notes: string): string {
  const text = ownText(message).trim();
  const names = text.split(', ');
  return names.every((name) => /\.\w+$/.test(name) && notes.includes(name)) ? '' : text;
}

/** What the person wrote: a client may have said before it, in the same message, which files come along. */
function ownText(message: InputMessage): string {
  const content = message.content.filter(
    (part) => part.type !== 'input_text' || !part.text.startsWith('Files that come '),
  );
  return messageText({ ...message, content });
}
