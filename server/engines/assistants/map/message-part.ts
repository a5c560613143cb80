import type {
  Annotation,
  AnnotationDelta,
  Message,
  MessageContent,
  MessageContentDelta,
} from 'openai/resources/beta/threads/messages';
import type { Chunk } from '../../../../protocol/index.ts';
import { extensionOf } from '../../../files/media-type.ts';
import { announceFile } from '../../parts/announce-file.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { RawAnnotation } from '../../parts/span-of.ts';
import { TextPart } from '../../parts/text-part.ts';

/** A message of the assistant: texts with their annotations, pictures that code has shown, and refusals. */
export class MessagePart {
  readonly #scope: MessageScope;
  readonly #messageId: string;
  readonly #nameOf: (fileId: string) => string;
  readonly #texts = new Map<number, TextPart>();

  /** @param nameOf the name of a file, of which annotations have only the id */
  constructor(scope: MessageScope, messageId: string, nameOf: (fileId: string) => string) {
    this.#scope = scope;
    this.#messageId = messageId;
    this.#nameOf = nameOf;
  }

  *delta(part: MessageContentDelta): Generator<Chunk> {
    if (part.type === 'text') {
      const text = this.#text(part.index);
      yield* text.add(part.text?.value ?? '');
      for (const annotation of part.text?.annotations ?? []) {
        yield* text.annotate(this.#raw(annotation), annotation.index);
      }
    } else if (part.type === 'refusal') {
      yield* this.#text(part.index, true).add(part.refusal ?? '');
    } else if (part.type === 'image_file') {
      yield* this.#picture(part.image_file?.file_id);
    }
  }

  *done({ content }: Message): Generator<Chunk> {
    for (const [index, part] of content.entries()) yield* this.#finish(index, part);
    yield* this.close();
  }

  *close(): Generator<Chunk> {
    for (const text of this.#texts.values()) yield* text.close();
  }

  *#finish(index: number, part: MessageContent): Generator<Chunk> {
    if (part.type === 'text') {
      const { value, annotations } = part.text;
      yield* this.#text(index).finish(
        value,
        annotations.map((annotation) => this.#raw(annotation)),
      );
    } else if (part.type === 'refusal') {
      yield* this.#text(index, true).finish(part.refusal);
    } else if (part.type === 'image_file') {
      yield* this.#picture(part.image_file.file_id);
    }
  }

  *#picture(fileId: string | undefined): Generator<Chunk> {
    if (!fileId) return;
    // It was shown rather than saved, so it has no name that means anything.
    const name = `${fileId}.${extensionOf(this.#nameOf(fileId)) || 'png'}`;
    yield* announceFile(this.#scope, { id: fileId, containerId: this.#scope.threadId, name });
  }

  #raw(annotation: Annotation | AnnotationDelta): RawAnnotation {
    const { type, text = '', start_index, end_index } = annotation;
    const place = { type, text, start_index: start_index ?? null, end_index: end_index ?? null };
    if (annotation.type === 'file_path') {
      const { file_id } = annotation.file_path ?? {};
      return { ...place, file_id: file_id ?? null, filename: lastName(text) || this.#nameOf(file_id ?? '') };
    }
    const { file_id } = annotation.file_citation ?? {};
    return { ...place, file_id: file_id ?? null, filename: this.#nameOf(file_id ?? '') };
  }

  #text(index: number, isRefusal = false): TextPart {
    let text = this.#texts.get(index);
    if (!text) {
      text = new TextPart(this.#scope, `${this.#messageId}:${index}`, isRefusal);
      this.#texts.set(index, text);
    }
    return text;
  }
}

/** `my r.csv` for `sandbox:/mnt/data/my%20r.csv`. */
function lastName(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
