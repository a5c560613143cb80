import type { Chunk } from '../../../../protocol/index.ts';
import { mediaTypeOf } from '../../../files/media-type.ts';
import { announcement } from '../../parts/announce-file.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';
import { status } from '../../parts/status.ts';
import type { MessageScope } from '../../parts/message-scope.ts';

type Call = Extract<UpstreamItem, { type: 'image_generation_call' }>;

const toolName = 'image_generation';

/** An image the model draws: shown while it takes shape, in the end a file like any other. */
export class ImageItem implements ItemMapper {
  readonly #scope: MessageScope;
  readonly #id: string;
  #isDone = false;

  constructor(scope: MessageScope, { id }: Call) {
    this.#scope = scope;
    this.#id = id;
  }

  *begin(): Generator<Chunk> {
    const common = { toolCallId: this.#id, toolName, providerExecuted: true };
    yield { type: 'tool-input-start', ...common };
    yield { type: 'tool-input-available', ...common, input: {} };
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.image_generation_call.generating') {
      yield status('image_generation.generating', 'Drawing', this.#id);
    } else if (event.type === 'response.image_generation_call.partial_image') {
      yield { ...this.#output(event.partial_image_b64), preliminary: true };
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'image_generation_call' || this.#isDone) return;
    if (!item.result) {
      yield* this.close();
      return;
    }
    this.#isDone = true;
    yield this.#output(item.result);
    const { names, threadId } = this.#scope;
    const extension = imageExtension(item);
    const filename = this.#scope.nameFor(item.id, extension);
    const id = names.file(item.id, threadId);
    yield announcement({ id, filename, mediaType: mediaTypeOf(filename), url: names.fileUrl(id) }, item.id);
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const errorText = 'The image could not be drawn.';
    yield { type: 'tool-output-error', toolCallId: this.#id, providerExecuted: true, errorText };
  }

  #output(result: string): Extract<Chunk, { type: 'tool-output-available' }> {
    return { type: 'tool-output-available', toolCallId: this.#id, providerExecuted: true, output: { result } };
  }
}

/** `png` where the service does not say. */
export function imageExtension({ output_format }: Call): string {
  return output_format ?? 'png';
}
