import type { Run } from 'openai/resources/beta/threads/runs/runs';
import { countTokens } from '../answering/pieces.ts';
import type { PrepareTurn } from '../answering/prepare-turn.ts';
import type { UsableTools } from '../answering/usable-tools.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';
import { isInputMessage, messageText } from '../items/item.ts';
import type { Stamp } from '../stamp.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';
import type { AssistantLibrary } from './assistant-library.ts';
import { type KeepOutputs, keepOutputs } from './keep-outputs.ts';
import { StepWriter } from './step-writer.ts';
import { threadItems } from './thread-items.ts';
import type { ThreadLibrary } from './thread-library.ts';
import type { ThreadRun } from './thread-run.ts';
import { usableTools } from './usable-tools.ts';

export interface PrepareRunParts {
  threads: ThreadLibrary;
  assistants: AssistantLibrary;
  files: FileLibrary;
  vectorStores: VectorStoreLibrary;
  containers: ContainerLibrary;
  stamp: Stamp;
  prepareTurn: PrepareTurn;
}

export interface PreparedRun {
  answer: (threadRun: ThreadRun) => Promise<void>;
  promptTokens: number;
}

/** Gets the engine ready for what a thread holds; all that can be wrong is found before the run begins. */
export type PrepareRun = (run: Run) => Promise<PreparedRun>;

export function prepareRun({
  threads,
  assistants,
  files,
  vectorStores,
  containers,
  stamp,
  prepareTurn,
}: PrepareRunParts): PrepareRun {
  return async (run) => {
    const { thread_id: threadId } = run;
    const thread = await threads.get(threadId);
    const tools = usableTools(run, await assistants.get(run.assistant_id), thread);
    await leaveOutMissing(tools, files, vectorStores);
    const messages = await (await threads.messages(threadId)).list();
    const names = new Map<string, string>();
    for (const { file_id = '' } of messages.flatMap(({ attachments }) => attachments ?? [])) {
      const file = await files.find(file_id);
      if (file) names.set(file_id, file.filename);
    }
    const items = threadItems(messages, await (await threads.steps(threadId)).list(), (id) => names.get(id));
    const lastContainerId = await threads.containerOf(threadId);
    const answer = await prepareTurn({ items, fresh: new Set(), tools, lastContainerId });
    const said = items.filter(isInputMessage).map(messageText).join('\n');
    const keep = keepOutputs(files, containers);
    return {
      promptTokens: countTokens(`${run.instructions}\n${said}`),
      answer: (threadRun) => {
        const keepRun: KeepOutputs = async (done) => {
          await threads.keepContainer(threadId, done.containerId);
          return keep(done);
        };
        return answer(new StepWriter({ threadRun, stamp, messageCount: messages.length, keepOutputs: keepRun }));
      },
    };
  };
}

/** What was deleted since is not there for the engine either. */
async function leaveOutMissing(
  { code, search }: UsableTools,
  files: FileLibrary,
  stores: VectorStoreLibrary,
): Promise<void> {
  if (code && 'fileIds' in code) {
    const found = await Promise.all(code.fileIds.map((id) => files.find(id)));
    code.fileIds = found.flatMap((file) => (file ? [file.id] : []));
  }
  if (search) {
    const known = new Set((await stores.list()).filter((store) => !stores.isExpired(store)).map(({ id }) => id));
    search.vectorStoreIds = search.vectorStoreIds.filter((id) => known.has(id));
  }
}
