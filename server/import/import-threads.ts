import { APIError } from 'openai';
import { titleOf } from '../../protocol/index.ts';
import { isRefused, type ConversationTarget } from './conversation-target.ts';
import type { ImportedThread, ImportMap } from './import-map.ts';
import { ImportedFiles, type ImportedFile } from './imported-files.ts';
import { fileIdsIn, type SavedThread, type Source } from './saved-thread.ts';
import { isHostedCall } from './step-items.ts';
import { planThread, type PlannedItem, type ThreadPlan } from './thread-plan.ts';
import { threadMetadata } from './thread-metadata.ts';

export interface ImportOptions {
  source: Source;
  /** Undefined to see what would be done. */
  target: ConversationTarget | undefined;
  map: ImportMap;
  /** Told of each thread when it is over. */
  onThread?: (outcome: ThreadOutcome) => void;
}

export interface ThreadOutcome {
  id: string;
  state: 'imported' | 'imported before' | 'would be imported' | 'failed';
  /** Why it failed. */
  why?: string;
  conversation?: string;
  messages: number;
  /** Calls of tools. */
  calls: number;
  files: number;
  bytes: number;
  lost: ImportedThread['lost'];
}

/**
 * Carries threads over, one after the other. A thread that fails does not keep the others back, and what is done already, by the
 * map, is not done again.
 */
export async function importThreads({ source, target, map, onThread }: ImportOptions): Promise<ThreadOutcome[]> {
  const outcomes: ThreadOutcome[] = [];
  /** Whether the target takes calls of tools that it has not made itself. */
  let takesCalls = true;
  for (const id of new Set(source.threadIds)) {
    const outcome = await carryOver(id).catch((error: unknown): ThreadOutcome => {
      return { ...nothing, id, state: 'failed', why: reasonOf(error) };
    });
    outcomes.push(outcome);
    onThread?.(outcome);
  }
  return outcomes;

  async function carryOver(id: string): Promise<ThreadOutcome> {
    const known = map.thread(id);
    if (known?.isDone) return { ...summaryOf(known), id, state: 'imported before' };
    const thread = await source.thread(id);
    if (!target) return preview(thread, source);
    const entry: ImportedThread = known ?? { ...(await newEntry(thread)), conversation: await target.begin() };
    await map.keep(thread.id, entry);
    const lost = await uploadFiles(thread, entry, target);
    const { plan, items } = await append(thread, entry, target);
    const missing = plan.items.length - items.length;
    if (missing > 0) {
      lost.push({ of: thread.id, what: `${missing} calls of tools, which the target takes from nobody but itself` });
    }
    const { metadata, dropped } = threadMetadata(thread.metadata);
    lost.push(...dropped.map((key) => ({ of: thread.id, what: `its metadata '${key}', for which there is no room` })));
    await target.finish(entry.conversation, Object.values(entry.files), { ...entry, metadata });
    entry.lost = [...lost, ...plan.lost];
    entry.isDone = true;
    await map.keep(thread.id, entry);
    return { ...summaryOf(entry), ...countOf(items), id: thread.id, state: 'imported' };
  }

  async function uploadFiles(thread: SavedThread, entry: ImportedThread, to: ConversationTarget) {
    const lost: ImportedThread['lost'] = [];
    for (const fileId of fileIdsIn(thread)) {
      if (entry.files[fileId]) continue;
      const file = await source.file(fileId);
      if (!file?.content) {
        lost.push({ of: fileId, what: missingFile(file?.filename) });
        continue;
      }
      entry.files[fileId] = await to.upload(file.filename, file.content);
      await map.keep(thread.id, entry);
    }
    return lost;
  }

  /** Adds what is not there yet; how much is, the conversation itself knows best. Returns what has been added in all. */
  async function append(
    thread: SavedThread,
    entry: ImportedThread,
    to: ConversationTarget,
  ): Promise<{ plan: ThreadPlan; items: readonly PlannedItem[] }> {
    const there = await to.itemIds(entry.conversation);
    if (!there) entry.conversation = await to.begin();
    const plan = planThread(thread, new ImportedFiles(new Map(Object.entries(entry.files))), entry.conversation);
    const items = takesCalls ? plan.items : plan.items.filter(({ item }) => !isHostedCall(item));
    try {
      const rest = items.slice(there?.length ?? 0).map(({ item }) => item);
      const ids = [...(there ?? []), ...(await to.append(entry.conversation, rest))];
      for (const [index, { messageId }] of items.entries()) {
        if (messageId !== undefined) entry.messages[messageId] = ids[index] ?? '';
      }
      return { plan, items };
    } catch (error) {
      if (!takesCalls || !isRefused(error) || !items.some(({ item }) => isHostedCall(item))) throw error;
      takesCalls = false;
      entry.conversation = await to.begin();
      return append(thread, entry, to);
    }
  }
}

/** What would be carried over, by what the source has. */
async function preview(thread: SavedThread, source: Source): Promise<ThreadOutcome> {
  const files = new Map<string, ImportedFile>();
  const lost: ImportedThread['lost'] = [];
  for (const id of fileIdsIn(thread)) {
    const file = await source.file(id);
    const { filename = id, content } = file ?? {};
    if (content) files.set(id, { id, filename, mediaType: content.type, bytes: content.size });
    else lost.push({ of: id, what: missingFile(file?.filename) });
  }
  const plan = planThread(thread, new ImportedFiles(files), '');
  const { dropped } = threadMetadata(thread.metadata);
  lost.push(...dropped.map((key) => ({ of: thread.id, what: `its metadata '${key}', for which there is no room` })));
  const outcome = { ...nothing, ...countOf(plan.items), id: thread.id, state: 'would be imported' as const };
  return { ...outcome, ...weightOf([...files.values()]), lost: [...lost, ...plan.lost] };
}

const nothing = { messages: 0, calls: 0, files: 0, bytes: 0, lost: [] };

async function newEntry({
  messages,
  metadata,
  createdAt = 0,
}: SavedThread): Promise<Omit<ImportedThread, 'conversation'>> {
  const [first] = messages.filter(({ role }) => role === 'user');
  const said = first?.content.flatMap((part) => (part.type === 'text' ? [part.text.value] : [])).join(' ') ?? '';
  const begun = createdAt || (messages.at(0)?.created_at ?? 0);
  return {
    title: metadata['title'] || titleOf(said),
    createdAt: begun * 1000,
    updatedAt: Math.max(begun, messages.at(-1)?.created_at ?? 0) * 1000,
    files: {},
    messages: {},
    lost: [],
    isDone: false,
  };
}

function summaryOf({ conversation, messages, files, lost }: ImportedThread): Omit<ThreadOutcome, 'id' | 'state'> {
  return { conversation, messages: Object.keys(messages).length, calls: 0, ...weightOf(Object.values(files)), lost };
}

function countOf(items: readonly PlannedItem[]): Pick<ThreadOutcome, 'messages' | 'calls'> {
  const calls = items.filter(({ item: { type } }) => type?.endsWith('_call')).length;
  return { messages: items.filter(({ messageId }) => messageId !== undefined).length, calls };
}

function weightOf(files: readonly ImportedFile[]): Pick<ThreadOutcome, 'files' | 'bytes'> {
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function missingFile(filename: string | undefined): string {
  return filename === undefined
    ? 'the file, of which the source knows nothing'
    : `the file ${filename}, whose bytes the source does not give; put it beside the saved threads under its id`;
}

/** Never the text of a service: it may repeat a key, if only in part. */
function reasonOf(error: unknown): string {
  if (!(error instanceof APIError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 401 || error.status === 403) return 'the service does not accept the key';
  if (error.status === undefined) return 'the service cannot be reached';
  return `the service answers ${[error.status, error.code, error.param].filter(Boolean).join(' ')}`;
}
