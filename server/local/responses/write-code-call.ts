import { OutputLimitError } from '../answering/endings.ts';
import type { CodeCall } from '../items/item.ts';
import type { ResponseWriter } from './response-writer.ts';

export type CodeOutputs = NonNullable<CodeCall['outputs']>;

/** Code is glanced at, not read word by word, and there is more of it than of the answer. */
const codeSpeed = 4;

/** Writes a piece of code, has it run, and writes what came of it. Only `output_item.done` has outputs, as in the real API. */
export async function writeCodeCall(
  writer: ResponseWriter,
  { id, containerId, code }: { id: string; containerId: string; code: string },
  run: () => Promise<CodeOutputs>,
): Promise<void> {
  const call: CodeCall = {
    id,
    type: 'code_interpreter_call',
    status: 'in_progress',
    code: '',
    container_id: containerId,
    outputs: [],
  };
  const index = writer.add(call);
  const place = { item_id: id, output_index: index };
  writer.emit({ type: 'response.code_interpreter_call.in_progress', ...place });
  const send = (delta: string) => {
    writer.emit({ type: 'response.code_interpreter_call_code.delta', ...place, delta });
  };
  const written = await writer.pen.write(code, send, codeSpeed);
  writer.emit({ type: 'response.code_interpreter_call_code.done', ...place, code: written });
  if (written.length < code.length) {
    writer.finish(index, { ...call, code: written, status: 'incomplete' });
    throw new OutputLimitError();
  }
  writer.emit({ type: 'response.code_interpreter_call.interpreting', ...place });
  const outputs = await run();
  writer.pen.signal.throwIfAborted();
  writer.emit({ type: 'response.code_interpreter_call.completed', ...place });
  writer.finish(index, { ...call, code, status: 'completed', outputs });
}
