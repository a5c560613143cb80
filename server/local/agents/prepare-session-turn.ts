import { countTokens } from '../answering/pieces.ts';
import type { PrepareTurn } from '../answering/prepare-turn.ts';
import type { UsableTools } from '../answering/usable-tools.ts';
import type { AnswerWriter } from '../answering/answer-writer.ts';
import type { StoredSession } from './session.ts';
import { sessionItems, wordsOf } from './session-items.ts';
import type { SessionLibrary } from './session-library.ts';

export interface PreparedTurn {
  answer: (writer: AnswerWriter) => Promise<void>;
  inputTokens: number;
}

/** Gets the engine ready for what a session holds. */
export type PrepareSessionTurn = (session: StoredSession) => Promise<PreparedTurn>;

export function prepareSessionTurn(sessions: SessionLibrary, prepareTurn: PrepareTurn): PrepareSessionTurn {
  return async (session) => {
    const { environment, config } = session;
    const items = sessionItems(await sessions.items(session.id), environment.type === 'none' ? [] : environment.files);
    const answer = await prepareTurn({
      items,
      fresh: new Set(),
      tools: usableTools(session),
      lastContainerId: session.containerId,
    });
    return { answer, inputTokens: countTokens(`${config.instructions ?? ''}\n${wordsOf(items)}`) };
  };
}

/** Commands come with an environment; there is no search of files, as in the real API. */
function usableTools({ config, environment }: StoredSession): UsableTools {
  const functions = config.tools.flatMap((tool) => {
    if (tool.type !== 'function') return [];
    const { name, description, parameters } = tool;
    return [{ type: tool.type, name, description, parameters, strict: false }];
  });
  const unusable = config.tools.flatMap(({ type }) => (type === 'function' ? [] : [type]));
  return { functions, unusable, ...(environment.type === 'none' ? {} : { code: { fileIds: [] } }) };
}
