import type { ResponseOutputItemDoneEvent } from 'openai/resources/responses/responses';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { FileStore } from '../../store.ts';
import { imageExtension } from './map/image-item.ts';
import type { UpstreamEvent, UpstreamItem } from './map/item-mapper.ts';

type Drawing = Extract<UpstreamItem, { type: 'image_generation_call' }>;

/** True where a drawn image comes along. */
export function isImage(event: UpstreamEvent): event is ResponseOutputItemDoneEvent & { item: Drawing } {
  return event.type === 'response.output_item.done' && event.item.type === 'image_generation_call';
}

/** A drawn image comes with its event and nowhere else until the response is over, so it is kept as it passes. */
export async function keepImage(item: Drawing, files: FileStore): Promise<void> {
  const file = imageFile(item.result, imageExtension(item));
  if (file) await files.put(item.id, file);
}

/** @param base64 of the image's bytes; undefined comes back where it is none */
export function imageFile(base64: string | null | undefined, extension: string): File | undefined {
  if (!base64) return undefined;
  const name = `image.${extension}`;
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new File([bytes], name, { type: mediaTypeOf(name) });
  } catch {
    return undefined;
  }
}
