import { OutputLimitError } from '../answering/endings.ts';
import type { FunctionCall } from '../items/item.ts';
import type { ResponseWriter } from './response-writer.ts';

/** Writes the call of a function, which the client makes. */
export async function writeFunctionCall(
  writer: ResponseWriter,
  { id, callId, name, json }: { id: string; callId: string; name: string; json: string },
): Promise<void> {
  const call: FunctionCall = { id, type: 'function_call', status: 'in_progress', call_id: callId, name, arguments: '' };
  const index = writer.add(call);
  const place = { item_id: id, output_index: index };
  const written = await writer.pen.write(json, (delta) => {
    writer.emit({ type: 'response.function_call_arguments.delta', ...place, delta });
  });
  writer.emit({ type: 'response.function_call_arguments.done', ...place, arguments: written });
  const whole = written.length === json.length;
  writer.finish(index, { ...call, arguments: written, status: whole ? 'completed' : 'incomplete' });
  if (!whole) throw new OutputLimitError();
}
