import type OpenAI from 'openai';
import type { SessionArtifact } from 'openai/resources/beta/agents/sessions/artifacts';
import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileRecord } from '../../engine.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { Place } from '../../access/names.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { FileContent } from '../../store.ts';
import { rejectGone, rejectUpstream } from '../upstream/upstream-error.ts';
import { upstreamFile } from '../upstream/upstream-file.ts';

/** Files that turns have published, with the session as their parent. */
export class Artifacts {
  readonly #client: OpenAI;

  constructor(client: OpenAI) {
    this.#client = client;
  }

  /** What one turn has published, oldest first. */
  async ofTurn(sessionId: string, turnId: string, signal: AbortSignal): Promise<SessionArtifact[]> {
    const found: SessionArtifact[] = [];
    for await (const artifact of this.#list(sessionId, signal)) {
      if (artifact.turn_id === turnId) found.unshift(artifact);
      // The newest come first, and those of a turn together.
      else if (found.length > 0) break;
    }
    return found;
  }

  /** By turn, each oldest first. */
  async byTurn(sessionId: string, signal: AbortSignal): Promise<Map<string, SessionArtifact[]>> {
    const found = new Map<string, SessionArtifact[]>();
    for await (const artifact of this.#list(sessionId, signal)) {
      found.set(artifact.turn_id, [artifact, ...(found.get(artifact.turn_id) ?? [])]);
    }
    return found;
  }

  async read(place: Place, { signal }: EngineContext): Promise<FileRecord> {
    const params = { session_id: place.parent ?? '' };
    const { artifacts } = this.#client.beta.agents.sessions;
    const { path, size_bytes: bytes } = await artifacts.retrieve(place.id, params, { signal }).catch(rejectGone);
    const filename = safeFilename(path);
    return { place, filename, mediaType: mediaTypeOf(filename), bytes, status: 'ready' };
  }

  async content(place: Place, context: EngineContext): Promise<FileContent> {
    const { filename, mediaType } = await this.read(place, context);
    const params = { session_id: place.parent ?? '' };
    const { artifacts } = this.#client.beta.agents.sessions;
    const response = await artifacts.content(place.id, params, { signal: context.signal }).catch(rejectGone);
    return upstreamFile(response, { name: filename, type: mediaType });
  }

  text(): Promise<string> {
    return Promise.reject(new AssistantError('not_found'));
  }

  async delete(place: Place, { signal }: EngineContext): Promise<void> {
    const params = { session_id: place.parent ?? '' };
    await this.#client.beta.agents.sessions.artifacts.delete(place.id, params, { signal }).catch(rejectGone);
  }

  async *#list(sessionId: string, signal: AbortSignal): AsyncGenerator<SessionArtifact, void, void> {
    const query = { order: 'desc' as const, limit: 100 };
    try {
      yield* this.#client.beta.agents.sessions.artifacts.list(sessionId, query, { signal });
    } catch (error) {
      rejectUpstream(error);
    }
  }
}
