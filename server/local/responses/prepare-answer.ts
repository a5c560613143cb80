import type { Means } from '../brain/rule.ts';
import { think } from '../brain/think.ts';
import type { CodeRunner } from '../code-runner.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { Stamp } from '../stamp.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';
import { messageFiles } from './message-files.ts';
import { readTurn } from './read-turn.ts';
import type { Prepare } from './response-library.ts';
import { RunActions } from './run-actions.ts';
import { Workspace } from './workspace.ts';

export interface AnswerParts {
  stamp: Stamp;
  files: FileLibrary;
  vectorStores: VectorStoreLibrary;
  containers: ContainerLibrary;
  python: CodeRunner;
  writeCode: Means['writeCode'];
}

/** How the engine gets from a request to the writing of its answer. */
export function prepareAnswer({ stamp, files, vectorStores, containers, python, writeCode }: AnswerParts): Prepare {
  const means: Means = { writeCode, hasPython: () => python.status !== 'absent' };
  return async ({ input, tools }, said) => {
    const turn = readTurn(said, tools);
    const searchable = await vectorStores.searchable(tools.search?.vectorStoreIds ?? []);
    const sent = await messageFiles(said, files, new Set(input));
    const workspace =
      tools.code && new Workspace({ code: tools.code, items: said, messageFiles: sent, containers, files, python });
    await workspace?.check();
    const searchOptions = tools.search?.options ?? { maxResults: 20, threshold: 0 };
    return ({ writer }) => {
      const parts = { writer, stamp, messageFiles: sent, searchable, searchOptions, ...(workspace && { workspace }) };
      return think(turn, new RunActions(parts), means);
    };
  };
}
