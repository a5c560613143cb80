import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import type { Thread } from 'openai/resources/beta/threads/threads';
import type { FileObject } from 'openai/resources/files';
import type { SavedFile, SavedThread, Source } from './saved-thread.ts';

interface Found {
  threads: Map<string, Thread>;
  messages: Message[];
  runs: Run[];
  steps: RunStep[];
  files: Map<string, FileObject>;
}

/**
 * Threads as people have saved them: a JSON file or a folder of such, with the objects of the API in any nesting, as pages, lists or
 * lines. What is no JSON is the content of a file, by an id of it in its name or by the name the file had.
 */
export async function folderSource(path: string): Promise<Source> {
  const found: Found = { threads: new Map(), messages: [], runs: [], steps: [], files: new Map() };
  const contents: string[] = [];
  for (const file of await filesIn(path)) {
    if (/\.jsonl?$/i.test(file) && !isUpload(file)) collect(await readJson(file), found);
    else contents.push(file);
  }
  const threadIds = new Set([...found.threads.keys(), ...found.messages.map(({ thread_id }) => thread_id)]);
  return {
    threadIds: [...threadIds],
    thread: async (id) => threadOf(id, found),
    async file(fileId): Promise<SavedFile | undefined> {
      const known = found.files.get(fileId);
      const named = contents.find((each) => basename(each).includes(fileId));
      const content = named ?? contents.find((each) => known && basename(each) === known.filename);
      if (!known && content === undefined) return undefined;
      const filename = known?.filename ?? withoutId(basename(content ?? ''), fileId);
      return { filename, content: content === undefined ? undefined : await openAsBlob(content) };
    },
  };
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** True for the content of a file that happens to be JSON. */
function isUpload(path: string): boolean {
  return /file[-_][A-Za-z0-9]{8,}/.test(basename(path));
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    if (!/\.jsonl$/i.test(path)) return JSON.parse(text) as unknown;
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
  } catch (cause) {
    throw new Error(`${path} is no JSON.`, { cause });
  }
}

/** Sorts everything that is an object of the API, wherever it stands. */
function collect(value: unknown, found: Found): void {
  if (typeof value !== 'object' || value === null) return;
  const { object } = value as { object?: unknown };
  if (object === 'thread.message') found.messages.push(value as Message);
  else if (object === 'thread.run') found.runs.push(value as Run);
  else if (object === 'thread.run.step') found.steps.push(value as RunStep);
  else if (object === 'file') found.files.set((value as FileObject).id, value as FileObject);
  else {
    if (object === 'thread') found.threads.set((value as Thread).id, value as Thread);
    // People put messages and runs beside a thread, or into it.
    for (const each of Object.values(value)) collect(each, found);
  }
}

function threadOf(id: string, found: Found): SavedThread {
  const thread = found.threads.get(id);
  const own = <T extends { thread_id: string }>(list: readonly T[]) => list.filter((each) => each.thread_id === id);
  return {
    id,
    createdAt: thread?.created_at,
    metadata: (thread?.metadata ?? {}) as Record<string, string>,
    messages: oldestFirst(own(found.messages), ({ role }) => role === 'assistant'),
    runs: oldestFirst(own(found.runs)),
    steps: stepsOf(own(found.steps)),
    fileIds: thread?.tool_resources?.code_interpreter?.file_ids ?? [],
  };
}

/**
 * The API lists the newest first unless it is asked otherwise. What was made in the same second has no other order; then `answers`
 * tells what no list of the oldest first begins with. Each once.
 */
function oldestFirst<T extends { id: string; created_at: number }>(
  list: readonly T[],
  answers: (item: T) => boolean = () => false,
): T[] {
  const [first, last] = [list.at(0), list.at(-1)];
  if (!first || !last) return [];
  const isBackwards =
    first.created_at === last.created_at ? answers(first) && !answers(last) : first.created_at > last.created_at;
  const listed = isBackwards ? list.toReversed() : list;
  return [...new Map(listed.map((each) => [each.id, each])).values()].sort((a, b) => a.created_at - b.created_at);
}

/** Each run lists its own; a message is what a run ends with. */
function stepsOf(steps: readonly RunStep[]): RunStep[] {
  return [...new Set(steps.map(({ run_id }) => run_id))].flatMap((runId) => {
    return oldestFirst(
      steps.filter(({ run_id }) => run_id === runId),
      ({ type }) => type === 'message_creation',
    );
  });
}

/** `data.csv` for `file-abc-data.csv`. */
function withoutId(name: string, fileId: string): string {
  return name.replace(fileId, '').replace(/^[-_. ]+/, '') || name;
}
