import type { FunctionTool } from 'openai/resources/responses/responses';
import type { LentTools } from '../../tools/lent-tools.ts';
import { markOf } from './citation-marks.ts';
import { savedFiles, type KeptCode, type KeptSearch } from './kept-item.ts';

export const searchName = 'file_search';
export const codeName = 'code_interpreter';

/** What a model reads of an output, in UTF-16 code units: a table that is printed whole would take the place of all that was said. */
const longestOutput = 20_000;

/** The lent tools as functions. There is nothing to search in a thread without files. */
export function lentFunctions(lent: LentTools, hasFiles: boolean): FunctionTool[] {
  return [
    ...(lent.codeInterpreter
      ? [
          functionOf(codeName, {
            description:
              'Runs Python and gives what it prints. Variables live from call to call, files lie in /mnt/data. There is no network.',
            property: ['code', 'The Python to run. Print what you need to know.'],
          }),
        ]
      : []),
    ...(lent.fileSearch && hasFiles
      ? [
          functionOf(searchName, {
            description: "Finds the passages of the user's files that have the words of a query.",
            property: ['query', 'What to look for: a question, or words that the passage has.'],
          }),
        ]
      : []),
  ];
}

function functionOf(
  name: string,
  { description, property: [key, meaning] }: { description: string; property: [key: string, meaning: string] },
): FunctionTool {
  const properties = { [key]: { type: 'string', description: meaning } };
  const parameters = { type: 'object', properties, required: [key], additionalProperties: false };
  return { type: 'function', name, description, parameters, strict: false };
}

/** How to use them, which no model knows by itself. */
export function lentGuidance(lent: LentTools, hasFiles: boolean): string[] {
  return [
    ...(lent.fileSearch && hasFiles
      ? [
          `Before you say what the user's files say, look it up with ${searchName}. It gives passages, each with a mark such as ${markOf(1)}. Behind every statement that rests on a passage write the mark of that passage, exactly as it was given, and nothing else about it: the user sees a link in its place. Make up no marks.`,
        ]
      : []),
    ...(lent.codeInterpreter
      ? [
          `Calculate with ${codeName} rather than in your head. Save what the user may want to keep in /mnt/data and link to it, for example [result](sandbox:/mnt/data/result.csv).`,
        ]
      : []),
  ];
}

/** The code of a call; a model that writes no JSON has written the code itself. */
export function codeIn(given: string): string {
  const value = parsed(given);
  if (typeof value === 'string') return value;
  const { code } = (value ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : value === undefined ? given : '';
}

/** The queries of a call: one, or as many as a model gives of its own accord. */
export function queriesIn(given: string): string[] {
  const value = parsed(given);
  const { query, queries } = (typeof value === 'object' && value !== null ? value : { query: value ?? given }) as {
    query?: unknown;
    queries?: unknown;
  };
  return [query, queries].flat().filter((each): each is string => typeof each === 'string' && each.trim() !== '');
}

export function codeCall({ call_id, code }: KeptCode): { call_id: string; name: string; arguments: string } {
  return { call_id, name: codeName, arguments: JSON.stringify({ code: code ?? '' }) };
}

export function searchCall({ call_id, queries }: KeptSearch): { call_id: string; name: string; arguments: string } {
  return { call_id, name: searchName, arguments: JSON.stringify({ query: queries.join(' ') }) };
}

/** What came of the code, in words for the model. */
export function codeOutput(item: KeptCode): string {
  const { outputs, status } = item;
  const files = savedFiles([item]);
  const logs = (outputs ?? []).map((output) => (output.type === 'logs' ? output.logs : '')).join('');
  const images = (outputs ?? []).filter(({ type }) => type === 'image').length;
  return JSON.stringify({
    output: logs.length > longestOutput ? `${logs.slice(0, longestOutput)}\n… (cut off)` : logs,
    ...(files.length > 0 ? { files: files.map(({ name }) => `/mnt/data/${name}`) } : {}),
    ...(images > 0 ? { images_shown_to_user: images } : {}),
    ...(status === 'completed' ? {} : { error: 'The code did not come to its end.' }),
  });
}

/** What was found, in words for the model. */
export function searchOutput({ results, status }: KeptSearch): string {
  const passages = (results ?? []).map(({ number, filename, text }) => ({
    mark: markOf(number),
    file: filename,
    text,
  }));
  const problem = status === 'completed' ? 'Nothing found. Try other words.' : 'The files could not be searched.';
  return JSON.stringify({ passages, ...(passages.length === 0 ? { problem } : {}) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
