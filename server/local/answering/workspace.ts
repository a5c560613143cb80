import type { CodeFile, CodeRun } from '../brain/actions.ts';
import type { CodeRunner } from '../code-runner.ts';
import {
  type ContainerFile,
  type ContainerLibrary,
  latestFiles,
  type StoredContainer,
} from '../containers/container-library.ts';
import { freeName, safeName } from '../containers/file-name.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { MessageFile } from './message-files.ts';
import type { UsableTools } from './usable-tools.ts';

export interface WorkspaceOptions {
  code: NonNullable<UsableTools['code']>;
  /** The container that was used before. */
  lastContainerId: string | undefined;
  messageFiles: readonly MessageFile[];
  containers: ContainerLibrary;
  files: FileLibrary;
  python: CodeRunner;
}

/** A file that will be in the container when code runs. */
interface PlannedFile extends CodeFile {
  /** It has to be put there first. */
  missing: boolean;
}

/** Where the code of one answer runs. The container is made only when code does run. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  #container: StoredContainer | undefined;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
  }

  /** Throws what is wrong with the request: a container or a file that is not there. */
  async check(): Promise<void> {
    const { code, containers, files } = this.#options;
    if ('container' in code) await containers.use(code.container);
    else for (const id of code.fileIds) await files.get(id);
  }

  /** The container to run in, with all its files. */
  async open(): Promise<StoredContainer> {
    const { containers } = this.#options;
    const planned = await this.#plan();
    const container = this.#container ?? (await containers.create({ name: 'code_interpreter' }));
    this.#container = container;
    for (const { id, name, bytes, missing } of planned) {
      if (missing) await containers.addFile(container.id, { name, content: bytes, source: 'user', copyOf: id });
    }
    return containers.use(container.id);
  }

  /** The files code will find, under the names it will find them. */
  async inputFiles(): Promise<CodeFile[]> {
    return this.#plan();
  }

  /** Runs code among the files, and keeps what it writes and shows. */
  async run(code: string, container: StoredContainer, signal: AbortSignal): Promise<CodeRun> {
    const { containers, python } = this.#options;
    const session = python.session(container.id);
    for (const file of latestFiles(container)) await session.write(file.name, await containers.content(file));
    const result = await session.run(code, { signal });
    const keep = (name: string, content: Uint8Array) =>
      containers.addFile(container.id, { name, content, source: 'assistant' });
    const files: ContainerFile[] = [];
    for (const { name, bytes } of result.files) files.push(await keep(name, bytes));
    const pictures: ContainerFile[] = [];
    for (const [index, { mediaType, bytes }] of result.shown.entries()) {
      pictures.push(await keep(`shown-${index + 1}.${endings[mediaType] ?? 'bin'}`, bytes));
    }
    return { result, containerId: container.id, files, pictures };
  }

  async #plan(): Promise<PlannedFile[]> {
    const { containers, files, messageFiles, code } = this.#options;
    this.#container ??= await this.#existing();
    const present = this.#container ? latestFiles(await containers.use(this.#container.id)) : [];
    const planned: PlannedFile[] = [];
    for (const file of present) {
      const bytes = await containers.content(file);
      const written = file.source === 'assistant';
      planned.push({ id: file.copyOf ?? file.id, name: file.name, bytes, written, missing: false });
    }
    const add = (id: string, filename: string, bytes: Uint8Array) => {
      if (planned.some((each) => each.id === id)) return;
      const names = planned.map(({ name }) => name);
      planned.push({ id, name: freeName(safeName(filename), names), bytes, written: false, missing: true });
    };
    for (const id of 'fileIds' in code ? code.fileIds : []) {
      const file = await files.get(id);
      add(id, file.filename, await files.content(file));
    }
    for (const { id, filename, content } of messageFiles) add(id, filename, await content());
    return planned;
  }

  /** The container the request names, or the one that was used last, where it still lives. */
  async #existing(): Promise<StoredContainer | undefined> {
    const { code, containers, lastContainerId } = this.#options;
    if ('container' in code) return containers.use(code.container);
    if (lastContainerId === undefined) return undefined;
    const container = await containers.get(lastContainerId).catch(() => undefined);
    return container?.expired === false ? container : undefined;
  }
}

const endings: Record<string, string> = {
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
};
