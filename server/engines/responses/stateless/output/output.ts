import type { Response } from 'openai/resources/responses/responses';
import type { LentTools } from '../../../tools/lent-tools.ts';
import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import { newItemId, passagesIn, savedFiles } from '../kept-item.ts';
import { codeName, searchName } from '../lent-functions.ts';
import { CodeItem, type CodePlace } from './code-item.ts';
import { FunctionItem } from './function-item.ts';
import { MessageItem, type Sources } from './message-item.ts';
import type { LentCall, OutputItem, Tell } from './output-item.ts';
import { PlainItem } from './plain-item.ts';
import { SearchItem, type SearchPlace } from './search-item.ts';

export interface OutputOptions {
  /** What was said in the thread before this response, and since the question. */
  before: readonly ConversationItem[];
  sinceQuestion: readonly ConversationItem[];
  lent: LentTools;
  code: Omit<CodePlace, 'interpreter'>;
  search: Omit<SearchPlace, 'search' | 'found'>;
}

/** How a response of the server has ended. */
export type ServerEnding = Pick<Response, 'status' | 'error' | 'incomplete_details' | 'usage'>;

/**
 * One response as the thread gets it, out of as many of the server's as it takes: after each call of a lent tool the server is
 * asked once more, and what comes next is told on as if it had never stopped.
 */
export class Output {
  readonly #options: OutputOptions;
  readonly #response: Response;
  readonly #items: OutputItem[] = [];
  /** Items of the server's response that is being read, by its own numbers. */
  readonly #open = new Map<number, OutputItem>();
  /** How many items there were before it. */
  #roundStart = 0;
  #calls: LentCall[] = [];
  #number = 0;
  #usage: NonNullable<Response['usage']> | undefined;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#response = {
      // Servers are not careful with these, and a run is named by it.
      id: `resp_${crypto.randomUUID().replaceAll('-', '')}`,
      object: 'response',
      created_at: Math.floor(Date.now() / 1000),
      status: 'in_progress',
      output: [],
      error: null,
      incomplete_details: null,
    } as unknown as Response;
  }

  /** What it has come to so far, as the thread keeps it. */
  get items(): ConversationItem[] {
    return this.#items.flatMap((item) => item.kept() ?? []);
  }

  /** Calls of lent tools that the server has made and that wait to be carried out. */
  takeCalls(): LentCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  /** The model has called functions that others have to answer. */
  get hasQuestions(): boolean {
    return this.#items.some((item) => item instanceof FunctionItem);
  }

  begin(): UpstreamEvent {
    return this.#tell({ type: 'response.created', response: this.#response });
  }

  /** One event of the server's. */
  *take(event: UpstreamEvent): Generator<UpstreamEvent> {
    if (event.type === 'response.output_item.added') yield* this.#openItem(event.output_index, event.item);
    else if (event.type === 'response.output_item.done') yield* this.#endItem(event.output_index, event.item);
    else if ('output_index' in event) yield* this.#open.get(event.output_index)?.event(event) ?? [];
  }

  /** The server's response is over: what it has left open is closed, and what it tells only now is told. */
  *endRound({ output, usage }: Partial<Response>): Generator<UpstreamEvent> {
    for (const item of this.#open.values()) yield* item.end();
    if (this.#items.length === this.#roundStart) {
      for (const [index, item] of (output ?? []).entries()) yield* this.#endItem(index, item);
    }
    this.#open.clear();
    this.#roundStart = this.#items.length;
    this.#usage = addUsage(this.#usage, usage);
  }

  end(ending: Partial<ServerEnding>): UpstreamEvent {
    const status = ending.status ?? 'completed';
    const { error = null, incomplete_details = null } = ending;
    const response = { ...this.#response, status, error, incomplete_details, usage: this.#usage };
    return this.#tell({ type: `response.${status}` as UpstreamEvent['type'], response });
  }

  *#openItem(index: number, item: UpstreamItem): Generator<UpstreamEvent> {
    // Some servers use a number twice; then the first is over.
    yield* this.#open.get(index)?.end() ?? [];
    const made = this.#make(item);
    this.#open.set(index, made);
    this.#items.push(made);
    yield* made.begin();
  }

  *#endItem(index: number, item: UpstreamItem): Generator<UpstreamEvent> {
    if (!this.#open.has(index)) yield* this.#openItem(index, item);
    yield* this.#open.get(index)?.end(item) ?? [];
    this.#open.delete(index);
  }

  #make(item: UpstreamItem): OutputItem & { begin(): Iterable<UpstreamEvent> } {
    const { lent, code, search } = this.#options;
    const output_index = this.#items.length;
    const tell: Tell = (event) => this.#tell({ ...event, output_index });
    if (item.type === 'message') return new MessageItem(this.#idOf(item), this.#sources, tell);
    if (item.type !== 'function_call') return new PlainItem(item, this.#idOf(item), tell);
    if (lent.codeInterpreter && item.name === codeName) {
      const place = { ...code, interpreter: lent.codeInterpreter };
      return this.#called(new CodeItem(item, newItemId('code_interpreter_call'), place, tell));
    }
    if (lent.fileSearch && item.name === searchName) {
      const place = { ...search, search: lent.fileSearch, found: () => this.#sources.passages() };
      return this.#called(new SearchItem(item, newItemId('file_search_call'), place, tell));
    }
    return new FunctionItem(item, this.#idOf(item), tell);
  }

  #called<Call extends LentCall>(call: Call): Call {
    this.#calls.push(call);
    return call;
  }

  readonly #sources: Sources = {
    passages: () => passagesIn([...this.#options.before, ...this.items]),
    found: () => passagesIn([...this.#options.sinceQuestion, ...this.items]),
    files: () => savedFiles([...this.#options.before, ...this.items]),
  };

  /** The server's own id, unless the thread has it already. */
  #idOf({ id, type }: UpstreamItem): string {
    const isTaken = [...this.#options.before, ...this.items].some((item) => item.id === id);
    return id && !isTaken ? id : newItemId(type);
  }

  #tell(event: Parameters<Tell>[0]): UpstreamEvent {
    return { ...event, sequence_number: this.#number++ } as unknown as UpstreamEvent;
  }
}

function addUsage(
  before: Response['usage'] | undefined,
  usage: Response['usage'] | null | undefined,
): NonNullable<Response['usage']> | undefined {
  if (!usage || !before) return usage ?? before;
  return {
    ...usage,
    input_tokens: before.input_tokens + usage.input_tokens,
    output_tokens: before.output_tokens + usage.output_tokens,
    total_tokens: before.total_tokens + usage.total_tokens,
  };
}
