import type { Answer } from '../brain/actions.ts';
import type { ContainerFile } from '../containers/container-library.ts';
import type { Annotation } from './write-message.ts';

/**
 * The annotations of an answer as the real API places them: a picture that code showed at [0, 0], a file that code wrote over
 * the `sandbox:` URL that links to it, a quoted file at a point right before the full stop.
 */
export function answerAnnotations({ text, citations = [], run }: Answer): Annotation[] {
  const container = (file: ContainerFile, filename: string, start: number, end: number): Annotation => ({
    type: 'container_file_citation',
    container_id: run?.containerId ?? '',
    file_id: file.id,
    filename,
    start_index: start,
    end_index: end,
  });
  const shown = run?.pictures.map((file) => container(file, file.id + ending(file.name), 0, 0)) ?? [];
  const linked = run?.files.flatMap((file) =>
    [...sandboxUrls(file.name)].flatMap((url) =>
      placesOf(text, url).map((start) => container(file, file.name, start, start + url.length)),
    ),
  );
  return [
    ...shown,
    ...(linked ?? []),
    // Bytes that came inside a message have no id that a client could ask for.
    ...citations
      .filter(({ fileId }) => fileId.startsWith('file-'))
      .map(({ fileId, filename, index }): Annotation => {
        return { type: 'file_citation', file_id: fileId, filename, index };
      }),
  ];
}

/** How a link may write the path of a file. */
function sandboxUrls(name: string): Set<string> {
  return new Set([name, encodeURI(name), encodeURIComponent(name)].map((path) => `sandbox:/mnt/data/${path}`));
}

/** Where a URL stands as the target of a link; one that merely begins like it is another file's. */
function placesOf(text: string, url: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(url); at >= 0; at = text.indexOf(url, at + 1)) {
    if (/[(<]/.test(text[at - 1] ?? '') && /[)>]/.test(text[at + url.length] ?? '')) places.push(at);
  }
  return places;
}

function ending(name: string): string {
  return /\.\w+$/.exec(name)?.[0] ?? '';
}
