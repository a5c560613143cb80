import type { ThreadEntry } from '../../store.ts';
import type { ObjectPart } from './object-part.ts';
import type { ObjectStorage } from './object-state.ts';

/** The threads of one owner. */
export class ObjectThreads implements ObjectPart {
  readonly #sql: ObjectStorage['sql'];

  constructor({ sql }: ObjectStorage) {
    this.#sql = sql;
    sql.exec('CREATE TABLE IF NOT EXISTS threads (rank INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, entry TEXT)');
  }

  async answer(operation: string, given: never): Promise<unknown> {
    switch (operation) {
      case 'put':
        return this.#put(given);
      case 'remove':
        return this.#remove((given as { threadId: string }).threadId);
      case 'list':
        return this.#list(given);
      default:
        return undefined;
    }
  }

  #put({ entry, most }: { entry: ThreadEntry; most: number }): void {
    this.#remove(entry.id);
    this.#sql.exec('INSERT INTO threads (id, entry) VALUES (?, ?)', entry.id, JSON.stringify(entry));
    this.#sql.exec(
      'DELETE FROM threads WHERE rank <= (SELECT rank FROM threads ORDER BY rank DESC LIMIT 1 OFFSET ?)',
      most,
    );
  }

  #remove(threadId: string): void {
    this.#sql.exec('DELETE FROM threads WHERE id = ?', threadId);
  }

  /** From a cursor that has gone meanwhile nothing follows. */
  #list({ limit, after }: { limit: number; after?: string }): ThreadEntry[] {
    const behind = after === undefined ? '' : 'WHERE rank < (SELECT rank FROM threads WHERE id = ?)';
    const query = `SELECT entry FROM threads ${behind} ORDER BY rank DESC LIMIT ?`;
    const rows = this.#sql.exec(query, ...(after === undefined ? [] : [after]), limit).toArray();
    return rows.map(({ entry }) => JSON.parse(entry as string) as ThreadEntry);
  }
}
