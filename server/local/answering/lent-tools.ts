import type { FunctionTool } from 'openai/resources/responses/responses';
import type { FunctionResult } from '../brain/turn.ts';
import { isRecord } from '../fields.ts';

/** The tools of this service, offered as functions: they run where the request comes from. */
export interface LentTools {
  canSearch: boolean;
  canRun: boolean;
  /** What a search has just given. */
  found?: readonly LentPassage[];
  /** What code has just given. */
  ran?: LentRun;
}

export interface LentPassage {
  /** How a statement says that it rests on the passage. */
  mark: string;
  file: string;
  text: string;
}

export interface LentRun {
  logs: string;
  /** The names of the files it wrote. */
  files: readonly string[];
  error?: string;
}

export const searchName = 'file_search';
export const codeName = 'code_interpreter';

/** The lent tools among the functions, with what they gave last; undefined where there are none. */
export function readLentTools(
  functions: readonly FunctionTool[],
  results: readonly FunctionResult[],
): LentTools | undefined {
  const canSearch = functions.some((tool) => tool.name === searchName && takes(tool, 'query'));
  const canRun = functions.some((tool) => tool.name === codeName && takes(tool, 'code'));
  if (!canSearch && !canRun) return undefined;
  const last = results.at(-1);
  const output = last && read(last.output);
  return {
    canSearch,
    canRun,
    ...(output && last.name === searchName ? { found: passagesIn(output) } : {}),
    ...(output && last.name === codeName ? { ran: runIn(output) } : {}),
  };
}

/** The functions, or their results, that have nothing to do with lent tools. */
export function othersOf<Named extends { name: string }>(list: readonly Named[]): Named[] {
  return list.filter(({ name }) => name !== searchName && name !== codeName);
}

function takes({ parameters }: FunctionTool, property: string): boolean {
  const properties = parameters?.['properties'];
  return isRecord(properties) && property in properties;
}

function read(output: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function passagesIn({ passages }: Record<string, unknown>): LentPassage[] {
  return (Array.isArray(passages) ? passages : []).filter((each): each is LentPassage => {
    return isRecord(each) && [each['mark'], each['file'], each['text']].every((value) => typeof value === 'string');
  });
}

function runIn({ output, files, error }: Record<string, unknown>): LentRun {
  const paths = Array.isArray(files) ? files.map(String) : [];
  return {
    logs: typeof output === 'string' ? output : '',
    files: paths.map((path) => path.split('/').at(-1) ?? path),
    ...(typeof error === 'string' ? { error } : {}),
  };
}
