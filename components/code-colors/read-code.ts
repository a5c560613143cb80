import type { StreamParser, StringStream } from '@codemirror/streamparser';
import type { CodeToken, ReadCode, ReadCodeLine } from '../markdown/index.ts';
import { copyState } from './copy-state.ts';
import { tokenKind } from './token-kind.ts';

/** A longer line was written by no person, and is plain: to read it would hold up the page for nothing. */
const longestLine = 2000;
/** As many as a page can bear in one block; code behind them is plain. */
const mostTokens = 60_000;
/** How often a grammar may change its mind without going on, as CodeMirror lets it. */
const patience = 10;

/** What makes a line of code a stream that a grammar can read. */
export type CreateStream = (line: string) => StringStream;

/** Reads code line by line by a grammar of CodeMirror, which keeps between two lines all it needs to know. */
export function readCodeBy<State>(grammar: StreamParser<State>, createStream: CreateStream): ReadCode {
  const states = new WeakMap<ReadCodeLine, State>();
  return (from) => {
    const before = from && states.get(from);
    const state = before ? copyState(grammar, before) : (grammar.startState?.(indentUnit) ?? ({} as State));
    let room = mostTokens;
    const readCodeLine: ReadCodeLine = (line) => {
      if (line.length > longestLine || room <= 0) return [];
      try {
        const tokens = readLine(grammar, state, createStream(line));
        room -= tokens.length;
        return tokens;
      } catch {
        // Code that its grammar cannot bear is plain from there on.
        room = 0;
        return [];
      }
    };
    states.set(readCodeLine, state);
    return readCodeLine;
  };
}

/** Columns of a step of indentation, and of a tab. */
export const indentUnit = 4;

function readLine<State>(grammar: StreamParser<State>, state: State, stream: StringStream): CodeToken[] {
  if (stream.eol()) grammar.blankLine?.(state, indentUnit);
  const tokens: (CodeToken & { end: number })[] = [];
  while (!stream.eol()) {
    stream.start = stream.pos;
    const style = nextStyle(grammar, stream, state);
    // The types promise null where some grammars give undefined.
    const kind = style ? tokenKind(style) : undefined;
    const last = tokens.at(-1);
    if (!kind) continue;
    if (last?.kind === kind && last.end === stream.start) last.end = stream.pos;
    else tokens.push({ start: stream.start, end: stream.pos, kind });
  }
  return tokens;
}

/** @throws {Error} where the grammar does not go on. */
function nextStyle<State>(grammar: StreamParser<State>, stream: StringStream, state: State): string | null {
  for (let attempt = 0; attempt < patience; attempt++) {
    const style = grammar.token(stream, state);
    if (stream.pos > stream.start) return style;
  }
  throw new Error(`A grammar does not get beyond “${stream.string.slice(stream.start)}”.`);
}
