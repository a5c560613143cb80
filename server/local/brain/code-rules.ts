import type { InputFile, WrittenCode } from '../code-writer/index.ts';
import { sandboxLinks, sandboxUrl } from '../containers/sandbox-url.ts';
import { asksForOverview } from '../search/overview.ts';
import type { Actions, CodeFile, CodeRun } from './actions.ts';
import { escapeName } from './escape-name.ts';
import type { Means, Rule } from './rule.ts';
import type { Turn } from './turn.ts';

/** Code the person wrote, equations and arithmetic: what they mean leaves no doubt. */
export const answerExactly: Rule = (turn, actions, means) =>
  answerWithCode(turn, actions, means, ({ kind }) => kind !== 'table');

/** Questions about the columns of a table. */
export const answerFromTable: Rule = (turn, actions, means) =>
  answerWithCode(turn, actions, means, ({ kind }) => kind === 'table');

async function answerWithCode(
  turn: Turn,
  actions: Actions,
  { writeCode, hasPython }: Means,
  isMine: (written: WrittenCode) => boolean,
): Promise<boolean> {
  if (!turn.canRun || (turn.forced && turn.forced !== 'any' && turn.forced !== 'code_interpreter')) return false;
  const written = writeCode(...asked(turn, await actions.files()));
  if (!written || !isMine(written)) return false;
  if (!hasPython()) {
    await actions.say({ text: withoutPython(written.code) });
    return true;
  }
  const run = await actions.run(written.code);
  await actions.say({ text: withLinks(written.answer(run.result), run), run });
  return true;
}

/** The question and the files it may be about, those it means most first. */
function asked({ question, attached }: Turn, files: readonly CodeFile[]): [string, readonly InputFile[]] {
  // What came with this message is meant before what came earlier, and a later file before an older one.
  const newestFirst = files.filter(({ written, name }) => !written || question.includes(name)).toReversed();
  const sent = newestFirst.filter(({ id }) => attached.has(id));
  // A table that is sent without a question, or with one about all of it, is to be described.
  if (sent.length > 0 && asksForOverview(question)) return ['Describe the table', sent];
  return [question, [...sent, ...newestFirst.filter(({ id }) => !attached.has(id))]];
}

/** The answer with a link to every file the code wrote, so that none is lost. */
function withLinks(text: string, { files }: CodeRun): string {
  const lost = files.filter(({ name }) => sandboxLinks(text, name).length === 0);
  if (lost.length === 0) return text;
  const links = lost.map(({ name }) => `- [${escapeName(name)}](${sandboxUrl(name)})`);
  return `${text}\n\nFiles:\n\n${links.join('\n')}`;
}

function withoutPython(code: string): string {
  const hint = 'I would run this Python, but Python is not installed here: `npm install pyodide` adds it.';
  return `${hint}\n\n\`\`\`python\n${code.trimEnd()}\n\`\`\``;
}
