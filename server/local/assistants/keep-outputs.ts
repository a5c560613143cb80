import type { CodeRun } from '../brain/actions.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';

/** Uploads what code has written and shown; gives the ids of the copies by the ids in the container. */
export type KeepOutputs = (run: CodeRun) => Promise<ReadonlyMap<string, string>>;

/** In this API a client reads what code wrote among its own files: it knows of no containers. */
export function keepOutputs(files: FileLibrary, containers: ContainerLibrary): KeepOutputs {
  return async (run) => {
    const copies = new Map<string, string>();
    for (const file of [...run.files, ...run.pictures]) {
      const content = await containers.content(file);
      const copy = await files.add({ filename: file.name, content, purpose: 'assistants_output' });
      copies.set(file.id, copy.id);
    }
    return copies;
  };
}
