import type { ResponseFunctionToolCall } from 'openai/resources/responses/responses';
import type { EngineContext } from '../../../../engine.ts';
import { dataUrl } from '../../../../files/data-url.ts';
import { mediaTypeOf } from '../../../../files/media-type.ts';
import { safeFilename } from '../../../../files/safe-filename.ts';
import { parsePartialJson } from '../../../../../protocol/index.ts';
import type { WrittenFile } from '../../../parts/announce-file.ts';
import type { LentCodeInterpreter, LentFile, LentRun } from '../../../tools/lent-tools.ts';
import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import { newFileId } from '../kept-files.ts';
import type { KeptCode } from '../kept-item.ts';
import { codeIn } from '../lent-functions.ts';
import { CallArguments } from './function-item.ts';
import type { LentCall, Tell } from './output-item.ts';

export interface CodePlace {
  interpreter: LentCodeInterpreter;
  /** Where it runs, and under which id its files lie. */
  containerId: string;
  /** What the code finds there, now. */
  files(): Promise<LentFile[]>;
  store: EngineContext['files'];
}

const extensions: Readonly<Record<string, string>> = {
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
};

/** Code that the model has run by the lent interpreter, told as if the service ran it. */
export class CodeItem implements LentCall {
  readonly #tell: Tell;
  readonly #place: CodePlace;
  readonly #arguments = new CallArguments();
  #item: KeptCode;
  #isWhole = false;

  constructor(call: ResponseFunctionToolCall, id: string, place: CodePlace, tell: Tell) {
    this.#tell = tell;
    this.#place = place;
    this.#item = {
      type: 'code_interpreter_call',
      id,
      call_id: call.call_id || id,
      container_id: place.containerId,
      code: '',
      status: 'incomplete',
      outputs: [],
      files: [],
    };
  }

  *begin(): Generator<UpstreamEvent> {
    yield this.#tell({ type: 'response.output_item.added', item: { ...this.#item, status: 'in_progress' } });
  }

  *event(event: UpstreamEvent): Generator<UpstreamEvent> {
    if (this.#arguments.take(event) === '') return;
    const { code } = (parsePartialJson(this.#arguments.text) ?? {}) as { code?: unknown };
    if (typeof code === 'string') yield* this.#write(code);
  }

  *end(item?: UpstreamItem): Generator<UpstreamEvent> {
    if (this.#isWhole) return;
    this.#isWhole = true;
    this.#arguments.end(item);
    yield* this.#write(codeIn(this.#arguments.text));
    yield this.#tell({ type: 'response.code_interpreter_call_code.done', code: this.#item.code });
  }

  async *carryOut(signal: AbortSignal): AsyncGenerator<UpstreamEvent, void, void> {
    yield this.#tell({ type: 'response.code_interpreter_call.interpreting' });
    const { interpreter, containerId: session } = this.#place;
    const files = await this.#place.files();
    const run = await interpreter.run(this.#item.code ?? '', { session, files }, signal);
    signal.throwIfAborted();
    this.#item = { ...this.#item, ...(await this.#resultOf(run)) };
    yield this.#tell({ type: 'response.output_item.done', item: this.#item });
  }

  kept(): ConversationItem | undefined {
    return this.#isWhole ? this.#item : undefined;
  }

  /** Code that has been told is never told otherwise. */
  *#write(code: string): Generator<UpstreamEvent> {
    const written = this.#item.code ?? '';
    if (!code.startsWith(written) || code === written) return;
    this.#item = { ...this.#item, code };
    yield this.#tell({ type: 'response.code_interpreter_call_code.delta', delta: code.slice(written.length) });
  }

  async #resultOf({ logs, hasRun, files, images }: LentRun): Promise<Pick<KeptCode, 'status' | 'outputs' | 'files'>> {
    const written: WrittenFile[] = [];
    for (const { name, bytes } of files) written.push(await this.#keep(newFileId(), safeFilename(name), bytes));
    for (const { mediaType, bytes } of images) {
      const id = newFileId();
      written.push(await this.#keep(id, `${id}.${extensions[mediaType] ?? 'png'}`, bytes));
    }
    return {
      status: hasRun ? 'completed' : 'failed',
      outputs: [
        ...(logs === '' ? [] : [{ type: 'logs' as const, logs }]),
        ...images.map(({ bytes, mediaType }) => ({ type: 'image' as const, url: dataUrl(bytes, mediaType) })),
      ],
      files: written,
    };
  }

  async #keep(id: string, name: string, bytes: Uint8Array): Promise<WrittenFile> {
    const { store, containerId } = this.#place;
    await store.put(id, new File([bytes as Uint8Array<ArrayBuffer>], name, { type: mediaTypeOf(name) }));
    return { id, containerId, name };
  }
}
