import type { SessionArtifact } from 'openai/resources/beta/agents/sessions/artifacts';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import { notFound } from '../api-error.ts';
import { madeOrder, type Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import type { HostedEnvironment, PlacedFile, SessionItem, StoredSession } from './session.ts';

/** An artifact, and the file of the container that it was published from. */
export interface StoredArtifact {
  id: string;
  artifact: SessionArtifact;
  blob: string;
}

export type NewSession = Pick<StoredSession, 'agentId' | 'config' | 'metadata'> & {
  environment: { type: 'none' } | { type: 'openai_hosted'; files: readonly PlacedFile[] };
};

/** Sessions with what belongs to them: items, turns and artifacts. */
export class SessionLibrary {
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #sessions: Collection<StoredSession>;

  constructor(store: Store, stamp: Stamp) {
    this.#store = store;
    this.#stamp = stamp;
    this.#sessions = store.collection('sessions');
  }

  async create({ environment, ...given }: NewSession): Promise<StoredSession> {
    const now = this.#stamp.seconds();
    const hosted = environment.type === 'none' ? environment : { ...environment, id: this.#stamp.id('env_') };
    const session: StoredSession = {
      ...given,
      id: this.#stamp.id('sess_'),
      environment: hosted,
      createdAt: now,
      lastActiveAt: now,
      status: 'idle',
      requiredActions: [],
      usage: null,
    };
    await this.#sessions.put(session);
    return session;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<StoredSession> {
    const session = await this.#sessions.get(id);
    if (!session) throw notFound('Session', id);
    return session;
  }

  /** Oldest first. */
  list(): Promise<StoredSession[]> {
    return this.#sessions.list();
  }

  /** @throws {ApiError} 404 */
  async change(id: string, change: Partial<StoredSession>): Promise<StoredSession> {
    const changed = await this.#sessions.update(id, (session) => ({ ...session, ...change }));
    if (!changed) throw notFound('Session', id);
    return changed;
  }

  async remove(id: string): Promise<void> {
    await this.get(id);
    for (const { id: holder, blob } of await this.artifacts(id)) await this.#store.blobs.drop(blob, holder);
    await this.#sessions.delete(id);
    for (const kind of ['items', 'turns', 'artifacts']) await this.#store.removeCollection(`session-${kind}/${id}`);
  }

  /** @throws {ApiError} 404 */
  async environment(id: string): Promise<{ sessionId: string; environment: HostedEnvironment }> {
    for (const { id: sessionId, environment } of await this.list()) {
      if (environment.type === 'openai_hosted' && environment.id === id) return { sessionId, environment };
    }
    throw notFound('Environment', id);
  }

  /** Puts a file into an environment, in the place of one at the same path. */
  async place(sessionId: string, file: PlacedFile): Promise<void> {
    await this.#sessions.update(sessionId, (session) => {
      if (session.environment.type === 'none') return session;
      const files = [...session.environment.files.filter(({ path }) => path !== file.path), file];
      return { ...session, environment: { ...session.environment, files } };
    });
  }

  itemCollection(sessionId: string): Collection<SessionItem> {
    return this.#store.collection(`session-items/${sessionId}`);
  }

  turnCollection(sessionId: string): Collection<Turn> {
    return this.#store.collection(`session-turns/${sessionId}`);
  }

  /** All items of a session, oldest first. @throws {ApiError} 404 */
  async items(sessionId: string): Promise<SessionItem[]> {
    await this.get(sessionId);
    const items = await this.itemCollection(sessionId).list();
    return items.sort((a, b) => (madeOrder(a.id) < madeOrder(b.id) ? -1 : 1));
  }

  /** Oldest first. @throws {ApiError} 404 */
  async turns(sessionId: string): Promise<Turn[]> {
    await this.get(sessionId);
    return this.turnCollection(sessionId).list();
  }

  /** @throws {ApiError} 404 */
  async turn(sessionId: string, id: string): Promise<Turn> {
    const turn = (await this.turns(sessionId)).find((each) => each.id === id);
    if (!turn) throw notFound('Turn', id);
    return turn;
  }

  /** Oldest first. @throws {ApiError} 404 */
  async artifacts(sessionId: string): Promise<StoredArtifact[]> {
    await this.get(sessionId);
    return this.#artifactCollection(sessionId).list();
  }

  /** @throws {ApiError} 404 */
  async artifact(sessionId: string, id: string): Promise<StoredArtifact> {
    const artifact = (await this.artifacts(sessionId)).find((each) => each.id === id);
    if (!artifact) throw notFound('Artifact', id);
    return artifact;
  }

  /** Publishes what a turn has written, as it is at this moment. */
  async publish(turn: Turn, environmentId: string, name: string, content: Uint8Array): Promise<void> {
    const id = this.#stamp.id('artf_');
    const artifact: SessionArtifact = {
      id,
      object: 'agent.session.artifact',
      created_at: this.#stamp.seconds(),
      environment_id: environmentId,
      path: `/workspace/outputs/${name}`,
      session_id: turn.session_id,
      size_bytes: content.byteLength,
      turn_id: turn.id,
    };
    await this.#artifactCollection(turn.session_id).put({
      id,
      artifact,
      blob: await this.#store.blobs.put(content, id),
    });
  }

  content({ blob }: StoredArtifact): Promise<Uint8Array> {
    return this.#store.blobs.read(blob);
  }

  async removeArtifact(sessionId: string, id: string): Promise<void> {
    const { blob } = await this.artifact(sessionId, id);
    await this.#artifactCollection(sessionId).delete(id);
    await this.#store.blobs.drop(blob, id);
  }

  #artifactCollection(sessionId: string): Collection<StoredArtifact> {
    return this.#store.collection(`session-artifacts/${sessionId}`);
  }
}
