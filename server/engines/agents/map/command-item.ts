import type { AgentCommandExecutionItem } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';
import { CodePart } from '../../parts/code-part.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { ItemMapper, TurnItem } from './item-mapper.ts';
import { shownCommand } from './shown-command.ts';

/** A command that the agent runs in its environment, told as code that is run. */
export class CommandItem implements ItemMapper {
  readonly #part: CodePart;
  readonly #code: string;

  constructor(scope: MessageScope, { id, command }: AgentCommandExecutionItem) {
    const { code, language } = shownCommand(command);
    this.#code = code;
    this.#part = new CodePart(scope, id, '', language);
  }

  *begin(): Generator<Chunk> {
    yield* this.#part.begin();
    yield* this.#part.finishCode(this.#code);
    yield* this.#part.run();
  }

  *event(): Generator<Chunk> {}

  *catchUp(): Generator<Chunk> {}

  *done(item: TurnItem): Generator<Chunk> {
    if (item.type !== 'command_execution') return;
    const { status, exit_code, output } = item;
    // One that ended badly has run all the same, and says itself what was wrong.
    const hasRun = status === 'completed' || exit_code !== null;
    const outputs = output ? [{ type: 'logs' as const, logs: output }] : [];
    yield* this.#part.finish({ code: this.#code, hasRun, outputs });
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
