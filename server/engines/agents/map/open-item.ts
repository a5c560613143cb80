import type { MessageScope } from '../../parts/message-scope.ts';
import { CommandItem } from './command-item.ts';
import { FunctionItem } from './function-item.ts';
import type { ItemMapper, TurnItem } from './item-mapper.ts';
import { McpItem } from './mcp-item.ts';
import { MessageItem } from './message-item.ts';
import { ReasoningItem } from './reasoning-item.ts';
import { WebSearchItem } from './web-search-item.ts';

/** What maps an item that the agent puts out; undefined for kinds that show nothing, and for those that are yet to be invented. */
export function openItem(item: TurnItem, scope: MessageScope, requestId: string | undefined): ItemMapper | undefined {
  switch (item.type) {
    case 'message':
      return item.id === null ? undefined : new MessageItem(scope, item.id);
    case 'reasoning':
      return new ReasoningItem(item.id);
    case 'command_execution':
      return new CommandItem(scope, item);
    case 'function_call':
      return new FunctionItem(scope, item);
    case 'mcp_call':
      return new McpItem(item, requestId);
    case 'web_search_call':
      return new WebSearchItem(item);
    default:
      return undefined;
  }
}

/** True for what will not change any more. */
export function isFinal(item: TurnItem): boolean {
  return !('status' in item) || (item.status !== 'in_progress' && item.status !== null);
}
