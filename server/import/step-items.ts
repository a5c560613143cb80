import type { RunStep, ToolCall } from 'openai/resources/beta/threads/runs/steps';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { writeError } from '../engines/parts/tool-output.ts';
import type { ImportedFiles } from './imported-files.ts';

/** Where code ran is gone; the items need the name of a place all the same. */
const formerContainer = 'cntr_former';

/** The calls of tools in a step, as items; none for a step that is a message. */
export function stepItems({ step_details: details }: RunStep, files: ImportedFiles): ResponseInputItem[] {
  return details.type === 'tool_calls' ? details.tool_calls.flatMap((call) => callItems(call, files)) : [];
}

function callItems(call: ToolCall, files: ImportedFiles): ResponseInputItem[] {
  const id = call.id.replace(/^call_/, '');
  if (call.type === 'code_interpreter') {
    const { input: code, outputs } = call.code_interpreter;
    // Pictures are files of the reply: there is no address under which they could stand here.
    const logs = outputs.flatMap((each) => (each.type === 'logs' ? [{ type: 'logs' as const, logs: each.logs }] : []));
    const head = { type: 'code_interpreter_call' as const, id: `ci_${id}`, status: 'completed' as const };
    return [{ ...head, code, container_id: formerContainer, outputs: logs }];
  }
  if (call.type === 'file_search') {
    const results = (call.file_search.results ?? []).flatMap(({ file_id, score, content = [] }) => {
      const file = files.find(file_id);
      const text = content.map((part) => part.text ?? '').join('\n');
      return file ? [{ file_id: file.id, filename: file.filename, score, text, attributes: {} }] : [];
    });
    // What was looked for, Assistants do not tell.
    return [{ type: 'file_search_call', id: `fs_${id}`, queries: [], status: 'completed', results }];
  }
  const { name, arguments: given, output } = call.function;
  const answer = output ?? writeError('The user went on without an answer.');
  return [
    { type: 'function_call', id: `fc_${id}`, call_id: call.id, name, arguments: given, status: 'completed' },
    { type: 'function_call_output', call_id: call.id, output: answer },
  ];
}

/** True for what a service may refuse to take, because it has not made it itself. */
export function isHostedCall({ type }: ResponseInputItem): boolean {
  return type === 'code_interpreter_call' || type === 'file_search_call';
}
