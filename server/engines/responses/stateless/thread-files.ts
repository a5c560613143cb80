import type { EngineContext } from '../../../engine.ts';
import { storedFile } from '../../files/adapter-files.ts';
import type { LentFile } from '../../tools/lent-tools.ts';
import { savedFiles } from './kept-item.ts';
import type { ConversationItem } from '../conversation-item.ts';

/** The files that people have given to a thread; those that are gone by now are left out. */
export async function givenFiles(fileIds: readonly string[], files: EngineContext['files']): Promise<LentFile[]> {
  const found = await Promise.all(fileIds.map((id) => lentFile(id, files)));
  return withNames(found.filter((file) => file !== undefined));
}

/** A file for a tool; undefined where it is gone. */
export async function lentFile(id: string, files: EngineContext['files']): Promise<LentFile | undefined> {
  const file = await files.get(id);
  if (!file) return undefined;
  const bytes = async () => new Uint8Array(await (await storedFile(id, files)).arrayBuffer());
  return { id, name: file.name, type: file.type, bytes };
}

/** The files that code finds: those that were given and those that it has written, the newest of a name. */
export async function codeFiles(
  given: readonly LentFile[],
  items: readonly ConversationItem[],
  files: EngineContext['files'],
): Promise<LentFile[]> {
  const found = new Map(given.map((file) => [file.name, file]));
  for (const { id, name } of savedFiles(items)) {
    const file = await lentFile(id, files);
    if (file) found.set(name, { ...file, name });
  }
  return [...found.values()];
}

/** Each under a name of its own: in a folder there can be only one of each. */
function withNames(files: readonly LentFile[]): LentFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const dot = file.name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, ''];
    let { name } = file;
    for (let number = 2; taken.has(name); number++) name = `${stem}-${number}${extension}`;
    taken.add(name);
    return { ...file, name };
  });
}
