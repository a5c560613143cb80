import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Response } from 'openai/resources/responses/responses';
import type { UpstreamEvent } from '../../map/item-mapper.ts';
import { chatEnding, ChatOutput, type ChatDelta } from './chat-output.ts';

/** The chunks of a chat completion as the events of a response; what a response says at its end, these say by `finish_reason`. */
export async function* chatEvents(
  chunks: AsyncIterable<ChatCompletionChunk>,
): AsyncGenerator<UpstreamEvent, void, void> {
  const output = new ChatOutput();
  let finish: string | null | undefined;
  let usage: Response['usage'] | undefined;
  for await (const { choices, usage: counted } of chunks) {
    const [choice] = choices;
    if (choice) yield* output.take(choice.delta as ChatDelta);
    finish ??= choice?.finish_reason;
    if (counted) {
      const { prompt_tokens: input_tokens, completion_tokens: output_tokens, total_tokens } = counted;
      usage = { input_tokens, output_tokens, total_tokens } as Response['usage'];
    }
  }
  // A stream that just stops was cut; whoever reads the events notices that nothing has ended it.
  if (!finish) return;
  yield* output.end();
  yield chatEnding(finish, usage);
}
