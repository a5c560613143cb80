import { escapeMarkdown, failureOf } from './read-output.ts';
import type { PythonResult } from '../python/index.ts';
import type { WrittenCode } from './written-code.ts';

const fence = /(?:^|\n)[ \t]*(`{3,}|~{3,})[ \t]*(\w*)[^\n]*\n([^]*?)\n[ \t]*\1/;
const command =
  /\b(?:run|execute|eval(?:uate)?)\b(?: (?:this|the following|that|it|me|please|python|code|snippet|script|program|in python))*\s*:?\s*\n?([^]+)$/i;

/** The Python a question brings along: in a fence, or after "run this". */
export function findGivenCode(question: string): WrittenCode | undefined {
  const code = fencedCode(question) ?? commandedCode(question);
  if (code === undefined) return undefined;
  return { kind: 'given', code: `${code.trimEnd()}\n`, answer: answerFor };
}

function fencedCode(question: string): string | undefined {
  const match = fence.exec(question);
  if (!match) return undefined;
  const [, , language = '', code = ''] = match;
  return /^(?:python|python3|py|)$/i.test(language) && (language !== '' || looksLikePython(code))
    ? dedent(code)
    : undefined;
}

function commandedCode(question: string): string | undefined {
  const rest = command.exec(question)?.[1]?.trim();
  if (!rest) return undefined;
  const code = /^`([^`]+)`/.exec(rest)?.[1] ?? rest;
  return looksLikePython(code) ? dedent(code) : undefined;
}

/** Whether prose can be ruled out: a call, an assignment, an import, a definition, a loop. */
function looksLikePython(code: string): boolean {
  return /^\s*(?:(?:import|from)\s+\w+|def\s+\w+\s*\(|class\s+\w+|for\s+\w.*:\s*|while\s.+:\s*|if\s.+:\s*|with\s.+:\s*|print\s*\(|[\w.[\]'"]+\s*(?:[-+*/]?=)\s*[^=]|[\w.]+\(.*\)\s*$|\[.*\bfor\b.*\])/m.test(
    code,
  );
}

function dedent(code: string): string {
  const lines = code.replace(/\r\n?/g, '\n').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join('\n');
}

const longestQuote = 4_000;

function answerFor(result: PythonResult): string {
  const failure = failureOf(result);
  const output = result.logs.trimEnd();
  const quoted = output.length > longestQuote ? `${output.slice(0, longestQuote)}\n…` : output;
  const files = result.files.map(({ name }) => `[${escapeMarkdown(name)}](<sandbox:/mnt/data/${encodeURI(name)}>)`);
  return [
    failure ??
      (quoted || files.length > 0 || result.shown.length > 0 ? 'The code ran.' : 'The code ran and printed nothing.'),
    quoted && fenced(quoted),
    files.length > 0 && `It wrote ${files.join(', ')}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
