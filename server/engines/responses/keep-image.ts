import { mediaTypeOf } from '../../media-type.ts';
import type { FileStore } from '../../store.ts';
import { imageExtension } from './map/image-item.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';

/** A drawn image comes with its event and nowhere else until the response is over, so it is kept as it passes. */
export async function keepImage(event: UpstreamEvent, files: FileStore): Promise<void> {
  if (event.type !== 'response.output_item.done' || event.item.type !== 'image_generation_call') return;
  const { id, result } = event.item;
  const file = imageFile(result, imageExtension(event.item));
  if (file) await files.put(id, file);
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
