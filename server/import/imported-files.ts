/** A file in the target. */
export interface ImportedFile {
  id: string;
  filename: string;
  mediaType: string;
  bytes: number;
}

/** The files of one thread that have been carried over. */
export class ImportedFiles {
  readonly #files: ReadonlyMap<string, ImportedFile>;

  /** @param files by their ids in the source */
  constructor(files: ReadonlyMap<string, ImportedFile>) {
    this.#files = files;
  }

  find(sourceId: string | undefined): ImportedFile | undefined {
    return this.#files.get(sourceId ?? '');
  }

  /** The newest of that name. */
  named(filename: string): ImportedFile | undefined {
    return [...this.#files.values()].findLast((file) => file.filename === filename);
  }
}
