import type { ObjectPart } from './object-part.ts';
import type { ObjectStorage } from './object-state.ts';

/** What was said in one thread. */
export class ObjectTranscript implements ObjectPart {
  readonly #sql: ObjectStorage['sql'];

  constructor({ sql }: ObjectStorage) {
    this.#sql = sql;
    sql.exec('CREATE TABLE IF NOT EXISTS items (position INTEGER PRIMARY KEY, item TEXT)');
  }

  async answer(operation: string, given: { items?: string[]; length?: number }): Promise<unknown> {
    switch (operation) {
      case 'read':
        return this.#sql
          .exec('SELECT item FROM items ORDER BY position')
          .toArray()
          .map(({ item }) => item);
      case 'append':
        for (const item of given.items ?? []) this.#sql.exec('INSERT INTO items (item) VALUES (?)', item);
        return undefined;
      case 'cut': {
        const kept = 'SELECT position FROM items ORDER BY position LIMIT ?';
        this.#sql.exec(`DELETE FROM items WHERE position NOT IN (${kept})`, given.length ?? 0);
        return undefined;
      }
      default:
        return undefined;
    }
  }
}
