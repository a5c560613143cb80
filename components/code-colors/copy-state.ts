import type { StreamParser } from '@codemirror/streamparser';

/** What a grammar knows at the end of a line, so that two can go on from there; as CodeMirror itself copies it. */
export function copyState<State>({ copyState: copy }: StreamParser<State>, state: State): State {
  if (copy) return copy(state);
  const entries = Object.entries(state as object).map(([key, value]) => [
    key,
    Array.isArray(value) ? [...value] : value,
  ]);
  return Object.fromEntries(entries) as State;
}
