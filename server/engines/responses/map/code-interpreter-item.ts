import type { Chunk } from '../../../../protocol/index.ts';
import { CodePart, type CodeResult } from '../../parts/code-part.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'code_interpreter_call' }>;

/** Code that the model writes and the service runs. */
export class CodeInterpreterItem implements ItemMapper {
  readonly #part: CodePart;

  constructor(scope: MessageScope, { id, container_id }: Call) {
    this.#part = new CodePart(scope, id, container_id ?? '');
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.code_interpreter_call_code.delta') yield* this.#part.write(event.delta);
    else if (event.type === 'response.code_interpreter_call_code.done') yield* this.#part.finishCode(event.code);
    else if (event.type === 'response.code_interpreter_call.interpreting') yield* this.#part.run();
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'code_interpreter_call') return;
    const hasRun = item.status !== 'failed' && item.status !== 'incomplete';
    yield* this.#part.finish({ code: item.code ?? '', hasRun, outputs: outputsOf(item) });
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}

/** Null unless the request asked to include them. */
function outputsOf({ outputs }: Call): CodeResult['outputs'] {
  return (outputs ?? []).flatMap((output): CodeResult['outputs'] => {
    if (output.type === 'logs') return [{ type: 'logs', logs: output.logs }];
    // Images come along as data: URLs.
    return output.type === 'image' && /^(?:data:image\/|https:)/.test(output.url)
      ? [{ type: 'image', url: output.url }]
      : [];
  });
}
