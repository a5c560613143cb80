import type { Actions, Answer, CodeFile, CodeRun } from '../brain/actions.ts';
import type { Turn } from '../brain/turn.ts';
import { IndexedText } from '../search/indexed-text.ts';
import { asksForOverview } from '../search/overview.ts';
import { type Question, readQuestion } from '../search/question.ts';
import { type FoundPassages, searchFiles } from '../vector-stores/search-files.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { codeName, type LentPassage, type LentTools, searchName } from './lent-tools.ts';

/** The answer goes on when the client has called what it was asked to. */
export class AskedError extends Error {
  override name = 'AskedError';
}

/** What the brain does where its tools run at the client: it asks for them, and reads what they gave when it is asked again. */
export class LentActions implements Actions {
  readonly #writer: AnswerWriter;
  readonly #turn: Turn;
  readonly #lent: LentTools;

  constructor(writer: AnswerWriter, turn: Turn, lent: LentTools) {
    this.#writer = writer;
    this.#turn = turn;
    this.#lent = lent;
  }

  /** @throws {AskedError} where they have to be searched first: nothing is known of them but that they are there */
  async searchable(): Promise<readonly SearchableFile[]> {
    const { found, canSearch } = this.#lent;
    if (found) return filesOf(found);
    const { question, earlier } = this.#turn;
    const asksForSomething = asksForOverview(question) || readQuestion(question, earlier[0]).query.size > 0;
    if (!canSearch || !asksForSomething) return [];
    await this.#writer.call(searchName, JSON.stringify({ query: question }));
    throw new AskedError();
  }

  async documents(): Promise<readonly SearchableFile[]> {
    return [];
  }

  async search(question: Question): Promise<FoundPassages> {
    return searchFiles(await this.searchable(), question, { maxResults: 20, threshold: 0 });
  }

  async files(): Promise<readonly CodeFile[]> {
    return [];
  }

  async run(code: string): Promise<CodeRun> {
    await this.#writer.call(codeName, JSON.stringify({ code }));
    throw new AskedError();
  }

  call(name: string, values: Record<string, unknown>): Promise<void> {
    return this.#writer.call(name, JSON.stringify(values));
  }

  say(answer: Answer): Promise<void> {
    return this.#writer.say({ text: withMarks(answer, this.#lent.found ?? []) });
  }
}

/** All that is known of each file: its passages that were found. */
function filesOf(found: readonly LentPassage[]): SearchableFile[] {
  return [...new Set(found.map(({ file }) => file))].map((filename) => {
    const text = found.flatMap(({ file, text }) => (file === filename ? [text] : [])).join('\n\n');
    const file = { id: filename, filename, attributes: {} };
    return { file, text: new IndexedText(filename, { text, format: 'prose' }) };
  });
}

/** The text with the mark of its passage behind each statement. */
function withMarks({ text, citations = [] }: Answer, found: readonly LentPassage[]): string {
  let marked = '';
  let from = 0;
  for (const { index, fileId } of citations) {
    const quote = text.slice(text.lastIndexOf('“', index) + 1, index).replace(/”$/, '');
    const ofFile = found.filter(({ file }) => file === fileId);
    const { mark = '' } = ofFile.find((passage) => passage.text.includes(quote)) ?? ofFile[0] ?? {};
    marked += text.slice(from, index) + mark;
    from = index;
  }
  return marked + text.slice(from);
}
