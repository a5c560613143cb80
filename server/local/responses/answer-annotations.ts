import type { Answer } from '../brain/actions.ts';
import type { ContainerFile } from '../containers/container-library.ts';
import { sandboxLinks } from '../containers/sandbox-url.ts';
import type { Annotation } from './annotation.ts';

/**
 * The annotations of an answer as the real API places them: a picture that code showed at [0, 0], a file that code wrote over
 * the `sandbox:` URL that links to it, a quoted file at a point right before the full stop. Offsets are UTF-16 code units.
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
    sandboxLinks(text, file.name).map(({ start, end }) => container(file, file.name, start, end)),
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

function ending(name: string): string {
  return /\.\w+$/.exec(name)?.[0] ?? '';
}
