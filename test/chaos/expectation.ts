import { questions, type Question } from './answers.ts';
import type { Port } from './port.ts';
import { runCase } from './run-case.ts';

/** Turns of the longest conversation. */
export const mostTurns = 3;

/** What each answer is when nothing befalls it. */
export class Expectation {
  readonly #views: ReadonlyMap<string, readonly [question: string, answer: string]>;
  readonly #texts: ReadonlyMap<string, string>;

  private constructor(views: Map<string, readonly [string, string]>, texts: Map<string, string>) {
    this.#views = views;
    this.#texts = texts;
  }

  /** Finds out by asking everything once on lines that nothing befalls. */
  static async find(port: Port): Promise<Expectation> {
    const views = new Map<string, readonly [string, string]>();
    const texts = new Map<string, string>();
    for (const question of questions) {
      const asked = Array.from({ length: mostTurns }, () => question);
      const undisturbed = {
        seed: 1,
        questions: asked,
        faults: [],
        pieceSize: Infinity,
        adapters: 1,
        sharesStore: false,
      };
      const { view, reopened, texts: said } = await runCase({ name: `undisturbed-${question}`, ...undisturbed }, port);
      for (let turn = 0; turn < mostTurns; turn++) {
        const [own, answer] = view.slice(2 * turn);
        if (own === undefined || answer === undefined || answer !== reopened[2 * turn + 1]) {
          throw new Error(`Without any fault, "${question}" is not the same when it is read again.`);
        }
        views.set(`${question} ${turn}`, [own, answer]);
        texts.set(`${question} ${turn}`, said[turn] ?? '');
      }
    }
    return new Expectation(views, texts);
  }

  /** Question and answer of that turn as a person sees them. */
  view(question: Question, turn: number): readonly [question: string, answer: string] {
    return this.#views.get(`${question} ${turn}`) ?? ['', ''];
  }

  text(question: Question, turn: number): string {
    return this.#texts.get(`${question} ${turn}`) ?? '';
  }
}
