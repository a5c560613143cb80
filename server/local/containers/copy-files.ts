import type { FileLibrary } from '../files/file-library.ts';
import type { ContainerLibrary } from './container-library.ts';

/** Puts uploaded files into a container, each once. @throws {ApiError} 404 for an unknown id */
export async function copyFiles(
  containers: ContainerLibrary,
  containerId: string,
  files: FileLibrary,
  ids: readonly string[],
): Promise<void> {
  const wanted = await Promise.all([...new Set(ids)].map((id) => files.get(id)));
  const { files: present } = await containers.use(containerId);
  for (const file of wanted) {
    if (present.some(({ copyOf }) => copyOf === file.id)) continue;
    const content = await files.content(file);
    await containers.addFile(containerId, { name: file.filename, content, source: 'user', copyOf: file.id });
  }
}
