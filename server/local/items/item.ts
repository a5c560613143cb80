import type {
  ResponseCodeInterpreterToolCall,
  ResponseFileSearchToolCall,
  ResponseFunctionToolCallItem,
  ResponseFunctionToolCallOutputItem,
  ResponseInputMessageItem,
  ResponseOutputMessage,
} from 'openai/resources/responses/responses';

/** What a person, a developer or a system said. */
export type InputMessage = ResponseInputMessageItem;
export type OutputMessage = ResponseOutputMessage;
export type FunctionCall = ResponseFunctionToolCallItem;
export type FunctionCallOutput = ResponseFunctionToolCallOutputItem;
export type FileSearchCall = ResponseFileSearchToolCall;
export type CodeCall = ResponseCodeInterpreterToolCall;

/** An item of another engine that a client sends along; it is kept and given back, and not understood. */
export interface ForeignItem {
  id: string;
  type: (typeof foreignTypes)[number];
  [key: string]: unknown;
}

export const foreignTypes = [
  'additional_tools',
  'apply_patch_call',
  'apply_patch_call_output',
  'compaction',
  'computer_call',
  'computer_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'image_generation_call',
  'local_shell_call',
  'local_shell_call_output',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_call',
  'mcp_list_tools',
  'program',
  'program_output',
  'reasoning',
  'shell_call',
  'shell_call_output',
  'tool_search_call',
  'tool_search_output',
  'web_search_call',
] as const;

/** What this service writes itself. */
export type OutputItem = OutputMessage | FunctionCall | FileSearchCall | CodeCall;
/** One thing of a conversation. */
export type Item = InputMessage | OutputItem | FunctionCallOutput | ForeignItem;

export function isInputMessage(item: Item): item is InputMessage {
  return item.type === 'message' && item.role !== 'assistant';
}

/** The words of a message. */
export function messageText(message: InputMessage | OutputMessage): string {
  return message.content
    .map((part) => (part.type === 'input_text' || part.type === 'output_text' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}
