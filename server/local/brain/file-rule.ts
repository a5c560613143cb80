import { asksForOverview, overviewQuestion, pickOverview } from '../search/overview.ts';
import { pickSentences, type Quotation } from '../search/pick-sentences.ts';
import { type Question, readQuestion } from '../search/question.ts';
import { type Hit, rankPassages } from '../search/rank-passages.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { Actions } from './actions.ts';
import { lacksArgument } from './function-rules.ts';
import { nothingFound, quotingAnswer } from './quoting-answer.ts';
import type { Rule } from './rule.ts';
import type { Turn } from './turn.ts';

/** Answers with the sentences of the files that have what was asked for, word for word. */
export const answerFromFiles: Rule = async (turn, actions) => {
  if (turn.forced && turn.forced !== 'any' && turn.forced !== 'file_search') return false;
  const stored = await actions.searchable();
  const sent = (await actions.documents()).filter(({ file }) => !stored.some((other) => other.file.id === file.id));
  if (stored.length + sent.length === 0) return false;

  const overview = asksForOverview(turn.question);
  const question = overview
    ? overviewQuestion(turn.question, textsOf(meantBy(turn, [...stored, ...sent])))
    : readQuestion(turn.question, turn.earlier[0]);
  if (question.query.size === 0 && turn.forced !== 'file_search') return false;

  const { files, hits } = await look(actions, stored, sent, question);
  const pick = overview ? pickOverview : pickSentences;
  const quotations = preferAttached(turn, files, hits, (some) => pick(textsOf(files), some, question));
  if (quotations.length === 0 && lacksArgument(turn)) return false;
  await actions.say(quotations.length > 0 ? quotingAnswer(quotations, files) : nothingFound(files));
  return true;
};

/** Searches the vector stores for everybody to see, and reads what came with the messages. */
async function look(
  actions: Actions,
  stored: readonly SearchableFile[],
  sent: readonly SearchableFile[],
  question: Question,
): Promise<{ files: SearchableFile[]; hits: Hit[] }> {
  const found = stored.length > 0 ? await actions.search(question) : undefined;
  const files = [...(found?.files ?? []), ...sent];
  const shown = new Set(found?.results.map(({ fileId, attributes }) => `${fileId} ${attributes['start']}`));
  const hits = rankPassages(textsOf(files), question.query).filter(({ text, passage }) => {
    const file = files[text];
    // Nothing is quoted from a vector store that its search did not bring up.
    return file && (sent.includes(file) || shown.has(`${file.file.id} ${passage.start}`));
  });
  return { files, hits };
}

/** What came with the question is meant first; everything else where that says nothing. */
function preferAttached(
  turn: Turn,
  files: readonly SearchableFile[],
  hits: readonly Hit[],
  pick: (hits: readonly Hit[]) => Quotation[],
): Quotation[] {
  const near = hits.filter(({ text }) => turn.attached.has(files[text]?.file.id ?? ''));
  const picked = near.length > 0 ? pick(near) : [];
  return picked.length > 0 ? picked : pick(hits);
}

function meantBy({ attached }: Turn, files: readonly SearchableFile[]): readonly SearchableFile[] {
  const meant = files.filter(({ file }) => attached.has(file.id));
  return meant.length > 0 ? meant : files;
}

function textsOf(files: readonly SearchableFile[]): SearchableFile['text'][] {
  return files.map(({ text }) => text);
}
