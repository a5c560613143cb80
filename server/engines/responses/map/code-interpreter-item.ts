import type { Chunk } from '../../../../protocol/index.ts';
import { status, type ItemMapper, type UpstreamEvent, type UpstreamItem } from './item-mapper.ts';
import type { MessageScope } from './message-scope.ts';

type Call = Extract<UpstreamItem, { type: 'code_interpreter_call' }>;

const toolName = 'code_interpreter';

/** Code that the model writes and the service runs. The input streams as the JSON text that it will be. */
export class CodeInterpreterItem implements ItemMapper {
  readonly #id: string;
  readonly #container: string;
  #code = '';
  #isInputOpen = true;
  #isDone = false;

  constructor(scope: MessageScope, { id, container_id }: Call) {
    this.#id = id;
    this.#container = container_id ? scope.names.container(container_id) : '';
    if (container_id) scope.noteStep(container_id, id);
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
    yield status('code_interpreter.writing', 'Writing code', this.#id);
    yield this.#input(`{"containerId":${JSON.stringify(this.#container)},"code":"`);
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.code_interpreter_call_code.delta') yield* this.#write(event.delta);
    else if (event.type === 'response.code_interpreter_call_code.done') yield* this.#finishCode(event.code);
    else if (event.type === 'response.code_interpreter_call.interpreting') {
      yield status('code_interpreter.interpreting', 'Running code', this.#id);
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'code_interpreter_call' || this.#isDone) return;
    yield* this.#finishCode(item.code ?? '');
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    if (item.status === 'failed' || item.status === 'incomplete') {
      yield { type: 'tool-output-error', ...common, errorText: 'The code could not be run to its end.' };
    } else {
      yield { type: 'tool-output-available', ...common, output: { outputs: outputsOf(item) } };
    }
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.#finishCode('');
    this.#isDone = true;
    yield {
      type: 'tool-output-error',
      toolCallId: this.#id,
      providerExecuted: true,
      errorText: 'The code was stopped.',
    };
  }

  *#write(delta: string): Generator<Chunk> {
    if (!this.#isInputOpen || delta === '') return;
    this.#code += delta;
    yield this.#input(JSON.stringify(delta).slice(1, -1));
  }

  *#finishCode(code: string): Generator<Chunk> {
    if (!this.#isInputOpen) return;
    if (code.startsWith(this.#code)) yield* this.#write(code.slice(this.#code.length));
    this.#isInputOpen = false;
    yield this.#input('"}');
    const input = { code: code || this.#code, containerId: this.#container };
    yield { type: 'tool-input-available', toolCallId: this.#id, toolName, providerExecuted: true, input };
  }

  #input(inputTextDelta: string): Chunk {
    return { type: 'tool-input-delta', toolCallId: this.#id, inputTextDelta };
  }
}

/** Null unless the request asked to include them. */
function outputsOf({ outputs }: Call): unknown[] {
  return (outputs ?? []).flatMap((output): unknown[] => {
    if (output.type === 'logs') return [{ type: 'logs', logs: output.logs }];
    // Images come along as data: URLs.
    return output.type === 'image' && /^(?:data:image\/|https:)/.test(output.url)
      ? [{ type: 'image', url: output.url }]
      : [];
  });
}
