import type { WrittenCode } from '../code-writer/index.ts';
import { sandboxLinks, sandboxUrl } from '../containers/sandbox-url.ts';
import { asksForOverview } from '../search/overview.ts';
import type { Actions, CodeFile } from './actions.ts';
import { escapeName } from './escape-name.ts';
import type { Means, Rule } from './rule.ts';
import type { Turn } from './turn.ts';

type Kind = WrittenCode['kind'];

/** Code the person wrote, equations and arithmetic: what they mean leaves no doubt. */
export const answerExactly: Rule = async (turn, actions, means) => {
  return answerWithCode(turn, actions, means, ['given', 'equation', 'arithmetic'], await meantFiles(turn, actions));
};

/** Questions about the columns of a table: of one that came with the question, where files did, else of any. */
export const answerFromTable: Rule = async (turn, actions, means) => {
  const files = await meantFiles(turn, actions);
  const sent = files.filter(({ id }) => turn.attached.has(id));
  return answerWithCode(turn, actions, means, ['table'], sent.length > 0 ? sent : files);
};

/** The same, about tables that came earlier, where what came with the question says nothing. */
export const answerFromOlderTable: Rule = async (turn, actions, means) => {
  return turn.attached.size > 0 && answerWithCode(turn, actions, means, ['table'], await meantFiles(turn, actions));
};

/** What code gave that the client has run: the same code, written once more, knows what its output means. */
export const answerFromRun: Rule = async ({ question, lent }, actions, { writeCode }) => {
  const written = writeCode(question, []);
  if (!written || !lent?.ran) return false;
  const { logs, files: names, error } = lent.ran;
  const files = names.map((name) => ({ name, bytes: new Uint8Array() }));
  const result = { logs, files, shown: [], ...(error ? { error: { name: 'Error', message: error } } : {}) };
  await actions.say({ text: withLinks(written.answer(result), files) });
  return true;
};

async function answerWithCode(
  turn: Turn,
  actions: Actions,
  { writeCode, hasPython }: Means,
  kinds: readonly Kind[],
  files: readonly CodeFile[],
): Promise<boolean> {
  if (!turn.canRun || (turn.forced && turn.forced !== 'any' && turn.forced !== 'code_interpreter')) return false;
  // A table that is sent without a question, or with one about all of it, is to be described.
  const isSent = files.some(({ id }) => turn.attached.has(id));
  const question = isSent && asksForOverview(turn.question) ? 'Describe the table' : turn.question;
  const written = writeCode(question, files);
  if (!written || !kinds.includes(written.kind)) return false;
  if (!hasPython()) {
    await actions.say({ text: withoutPython(written.code) });
    return true;
  }
  const run = await actions.run(written.code);
  await actions.say({ text: withLinks(written.answer(run.result), run.files), run });
  return true;
}

/** The files a question may be about: those sent with it first, then the newest; what code wrote only where it is named. */
async function meantFiles({ question, attached }: Turn, actions: Actions): Promise<CodeFile[]> {
  const files = await actions.files();
  const newestFirst = files.filter(({ written, name }) => !written || question.includes(name)).toReversed();
  return [...newestFirst.filter(({ id }) => attached.has(id)), ...newestFirst.filter(({ id }) => !attached.has(id))];
}

/** The answer with a link to every file the code wrote, so that none is lost. */
function withLinks(text: string, files: readonly { name: string }[]): string {
  const lost = files.filter(({ name }) => sandboxLinks(text, name).length === 0);
  if (lost.length === 0) return text;
  const links = lost.map(({ name }) => `- [${escapeName(name)}](${sandboxUrl(name)})`);
  return `${text}\n\nFiles:\n\n${links.join('\n')}`;
}

function withoutPython(code: string): string {
  const hint = 'I would run this Python, but Python is not installed here: `npm install pyodide` adds it.';
  return `${hint}\n\n\`\`\`python\n${code.trimEnd()}\n\`\`\``;
}
