import { asksForOverview, overviewQuestion, pickOverview } from '../search/overview.ts';
import { pickSentences, type Quotation } from '../search/pick-sentences.ts';
import { type Question, readQuestion } from '../search/question.ts';
import { type Hit, rankPassages } from '../search/rank-passages.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { Actions } from './actions.ts';
import { nothingFound, quotingAnswer } from './quoting-answer.ts';
import type { Rule } from './rule.ts';
import type { Turn } from './turn.ts';

interface Material {
  /** The files of the vector stores. */
  stored: readonly SearchableFile[];
  /** The files inside the messages that no vector store has. */
  sent: readonly SearchableFile[];
}

/** Answers with the sentences of the files that have what was asked for, word for word. */
export const answerFromFiles: Rule = async (turn, actions) => {
  const material = await materialOf(turn, actions);
  const question = material && readTurn(turn, material);
  if (!question) return false;
  const { files, hits } = await look(actions, material, question);
  const pick = asksForOverview(turn.question) ? pickOverview : pickSentences;
  const quotations = preferAttached(turn, files, hits, (some) => pick(textsOf(files), some, question));
  if (quotations.length === 0) return false;
  await actions.say(quotingAnswer(quotations, files));
  return true;
};

/** Says that the files have nothing about it; the last word, when nothing else could answer either. */
export const admitNothingFound: Rule = async (turn, actions) => {
  const material = await materialOf(turn, actions);
  if (!material || !readTurn(turn, material)) return false;
  await actions.say(nothingFound([...material.stored, ...material.sent]));
  return true;
};

async function materialOf({ forced }: Turn, actions: Actions): Promise<Material | undefined> {
  if (forced && forced !== 'any' && forced !== 'file_search') return undefined;
  const stored = await actions.searchable();
  const sent = (await actions.documents()).filter(({ file }) => !stored.some((other) => other.file.id === file.id));
  return stored.length + sent.length > 0 ? { stored, sent } : undefined;
}

/** What to look for; undefined where the words ask for nothing and the request does not insist. */
function readTurn(turn: Turn, { stored, sent }: Material): Question | undefined {
  const question = asksForOverview(turn.question)
    ? overviewQuestion(turn.question, textsOf(meantBy(turn, [...stored, ...sent])))
    : readQuestion(turn.question, turn.earlier[0]);
  return question.query.size > 0 || turn.forced === 'file_search' ? question : undefined;
}

/** Searches the vector stores for everybody to see, and reads what came with the messages. */
async function look(
  actions: Actions,
  { stored, sent }: Material,
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
