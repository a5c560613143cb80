import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { OpenAI } from 'openai';
import type { Source } from '../import/saved-thread.ts';
import { WrongCall } from './wrong-call.ts';

export const importUsage = `Usage: assistant-kit import <file or folder> [options]
       assistant-kit import --from <base URL> <thread id> … [options]

Carries threads of Assistants over to conversations, with their files, citations and steps.
What is done stands in a map, so the command can be repeated: it goes on where it was.

What is saved is JSON of the API in any nesting, pages, lists or lines: threads, messages,
runs, run steps, files; and beside it the contents of files, with their ids in their names.

Options:
  --from <base URL>  a server that still has Assistants; with saved threads it is asked only
                     for files whose contents are not there
  --threads <file>   ids of threads, one in each line, beside those that are named
  --to <base URL>    where the conversations go (default $OPENAI_BASE_URL, else OpenAI)
  --map <file>       what has become of each thread (default assistant-kit-import.json)
  --copies <folder>  keeps a copy of each file for the adapter, as folderFileStore(<folder>)
                     reads it: OpenAI gives uploads back to nobody
  --dry-run          says what would be done, and does nothing
  --help             show this text

Keys are read from the environment: OPENAI_API_KEY for where the conversations go, and
ASSISTANTS_API_KEY for --from; neither is sent to the other one.
`;

const whereAreThey = 'Where are the threads?';

/** Carries over what is asked for, and says what could not be. */
export async function runImport(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args);
  const isId = (word: string) => /^thread_\w+$/.test(word);
  const threadIds = [...positionals.filter(isId), ...(await idsIn(values.threads))];
  const paths = positionals.filter((word) => !isId(word));
  if (paths.length > 1) throw new WrongCall('Name one file or folder; a folder may hold many threads.');
  const [path] = paths;
  if (path === undefined && values.from === undefined) throw new WrongCall(whereAreThey);
  if (path === undefined && threadIds.length === 0) {
    throw new WrongCall('Name the threads by their ids: a server with Assistants lists none.');
  }
  if (path !== undefined && threadIds.length > 0)
    throw new WrongCall('Name saved threads, or ids of threads, not both.');

  const { OpenAI } = await import('openai');
  const { importThreads } = await import('../import/import-threads.ts');
  const { ConversationTarget } = await import('../import/conversation-target.ts');
  const { ImportMap } = await import('../import/import-map.ts');
  const { report } = await import('../import/report.ts');
  const { folderFileStore } = await import('../stores/folder-file-store.ts');
  const { OPENAI_API_KEY: key, ASSISTANTS_API_KEY: sourceKey, OPENAI_BASE_URL: base } = process.env;
  const to = values.to ?? base;
  if (!values['dry-run'] && to === undefined && !key)
    throw new WrongCall('Set OPENAI_API_KEY, or name a server by --to.');
  const target = new OpenAI({ apiKey: key ?? 'none', ...(to === undefined ? {} : { baseURL: to }) });
  const copies = values.copies === undefined ? undefined : folderFileStore(values.copies);
  const server = values.from === undefined ? undefined : clientAt(OpenAI, values.from, sourceKey);
  const outcomes = await importThreads({
    source: await sourceOf(path, server, threadIds),
    target: values['dry-run'] ? undefined : new ConversationTarget(target, copies),
    map: await ImportMap.open(values.map),
    onThread: ({ id, state, conversation }) => write([id, state, conversation].filter(Boolean).join('  ')),
  });
  write(`\n${report(outcomes)}`);
  if (!values['dry-run']) write(`\n  The map is in ${values.map}.`);
  if (outcomes.some(({ state }) => state === 'failed')) process.exitCode = 1;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        threads: { type: 'string' },
        to: { type: 'string' },
        map: { type: 'string', default: 'assistant-kit-import.json' },
        copies: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongCall((error as Error).message);
  }
}

async function idsIn(file: string | undefined): Promise<string[]> {
  return file === undefined ? [] : ((await readFile(file, 'utf8')).match(/thread_\w+/g) ?? []);
}

/** Azure wants its version in every address: what the base URL asks for is asked for everywhere. */
function clientAt(Client: typeof OpenAI, address: string, apiKey = 'none'): OpenAI {
  const url = new URL(address);
  const defaultQuery = Object.fromEntries(url.searchParams);
  return new Client({ apiKey, baseURL: `${url.origin}${url.pathname}`, defaultQuery });
}

async function sourceOf(
  path: string | undefined,
  server: OpenAI | undefined,
  threadIds: readonly string[],
): Promise<Source> {
  const { serverSource } = await import('../import/server-source.ts');
  const live = server && serverSource(server, threadIds);
  if (path === undefined) {
    if (!live) throw new WrongCall(whereAreThey);
    return live;
  }
  const { folderSource } = await import('../import/folder-source.ts');
  const saved = await folderSource(path);
  return {
    ...saved,
    async file(id) {
      const file = await saved.file(id);
      return file?.content || !live ? file : ((await live.file(id)) ?? file);
    },
  };
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
