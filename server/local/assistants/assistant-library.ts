import type { Assistant } from 'openai/resources/beta/assistants';
import { notFound } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';

/** Assistants as they cross the wire. */
export class AssistantLibrary {
  readonly #assistants: Collection<Assistant>;
  readonly #stamp: Stamp;

  constructor(store: Store, stamp: Stamp) {
    this.#assistants = store.collection('assistants');
    this.#stamp = stamp;
  }

  async create(given: Omit<Assistant, 'id' | 'object' | 'created_at'>): Promise<Assistant> {
    const assistant: Assistant = {
      id: this.#stamp.id('asst_'),
      object: 'assistant',
      created_at: this.#stamp.seconds(),
      ...given,
    };
    await this.#assistants.put(assistant);
    return assistant;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<Assistant> {
    const assistant = await this.#assistants.get(id);
    if (!assistant) throw notFound('Assistant', id);
    return assistant;
  }

  /** Oldest first. */
  list(): Promise<Assistant[]> {
    return this.#assistants.list();
  }

  /** @throws {ApiError} 404 */
  async change(id: string, change: Partial<Assistant>): Promise<Assistant> {
    const changed = await this.#assistants.update(id, (assistant) => ({ ...assistant, ...change }));
    if (!changed) throw notFound('Assistant', id);
    return changed;
  }

  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.#assistants.delete(id);
  }
}
