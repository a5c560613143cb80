import type { Means } from '../brain/rule.ts';
import type { Turn } from '../brain/turn.ts';
import { think } from '../brain/think.ts';
import type { CodeRunner } from '../code-runner.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { Item } from '../items/item.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { AskedError, LentActions } from './lent-actions.ts';
import { messageFiles } from './message-files.ts';
import { readTurn } from './read-turn.ts';
import { RunActions } from './run-actions.ts';
import type { UsableTools } from './usable-tools.ts';
import { Workspace } from './workspace.ts';

export interface AnswerParts {
  files: FileLibrary;
  vectorStores: VectorStoreLibrary;
  containers: ContainerLibrary;
  python: CodeRunner;
  writeCode: Means['writeCode'];
}

/** What there is to answer, whatever dialect it was said in. */
export interface Said {
  /** Everything that was said, oldest first. */
  items: readonly Item[];
  /** The part of it that is new. */
  fresh: ReadonlySet<Item>;
  tools: UsableTools;
  /** The container that code ran in before. */
  lastContainerId: string | undefined;
}

/** Gets the engine ready to answer; all that can be wrong with the request is found before it begins. */
export type PrepareTurn = (said: Said) => Promise<(writer: AnswerWriter) => Promise<void>>;

export function prepareTurn({ files, vectorStores, containers, python, writeCode }: AnswerParts): PrepareTurn {
  const means: Means = { writeCode, hasPython: () => python.status !== 'absent' };
  return async ({ items, fresh, tools, lastContainerId }) => {
    const turn = readTurn(items, tools);
    const searchable = await vectorStores.searchable(tools.search?.vectorStoreIds ?? []);
    const sent = await messageFiles(items, files, fresh);
    const { code } = tools;
    const workspace = code && new Workspace({ code, lastContainerId, messageFiles: sent, containers, files, python });
    await workspace?.check();
    const searchOptions = tools.search?.options ?? { maxResults: 20, threshold: 0 };
    return (writer) => {
      if (turn.lent) return thinkByAsking(turn, new LentActions(writer, turn, turn.lent), means);
      const parts = { writer, messageFiles: sent, searchable, searchOptions, ...(workspace && { workspace }) };
      return think(turn, new RunActions(parts), means);
    };
  };
}

/** Python runs where the request comes from, whether there is one here or not. */
async function thinkByAsking(turn: Turn, actions: LentActions, means: Means): Promise<void> {
  try {
    await think(turn, actions, { ...means, hasPython: () => true });
  } catch (error) {
    if (!(error instanceof AskedError)) throw error;
  }
}
