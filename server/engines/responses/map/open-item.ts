import type { Chunk } from '../../../../protocol/index.ts';
import { CodeInterpreterItem } from './code-interpreter-item.ts';
import { FileSearchItem } from './file-search-item.ts';
import { FunctionItem } from './function-item.ts';
import { ImageItem } from './image-item.ts';
import type { ItemMapper, UpstreamItem } from './item-mapper.ts';
import type { Question } from '../../parts/question.ts';
import { McpApprovalItem, McpItem } from './mcp-item.ts';
import { MessageItem } from './message-item.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import { ReasoningItem } from './reasoning-item.ts';
import { WebSearchItem } from './web-search-item.ts';

/** What maps an output item; undefined for kinds that show nothing, and for those that are yet to be invented. */
export function openItem(
  item: UpstreamItem,
  scope: MessageScope,
  ask: (question: Question) => void,
): (ItemMapper & { begin?(): Iterable<Chunk> }) | undefined {
  switch (item.type) {
    case 'message':
      return new MessageItem(scope, item.id);
    case 'reasoning':
      return new ReasoningItem(item.id);
    case 'code_interpreter_call':
      return new CodeInterpreterItem(scope, item);
    case 'file_search_call':
      return new FileSearchItem(scope, item);
    case 'web_search_call':
      return new WebSearchItem(item);
    case 'image_generation_call':
      return new ImageItem(scope, item);
    case 'function_call':
      return new FunctionItem(scope, item, ask);
    case 'mcp_call':
      return new McpItem(item);
    case 'mcp_approval_request':
      return new McpApprovalItem(item, ask);
    default:
      return undefined;
  }
}
