import type {
  CodeInterpreterToolCall,
  FileSearchToolCall,
  FunctionToolCall,
  RunStep,
  ToolCall,
  ToolCallDelta,
} from 'openai/resources/beta/threads/runs/steps';
import type { Chunk } from '../../../../protocol/index.ts';
import { CodePart, type CodeResult } from '../../parts/code-part.ts';
import { FunctionPart } from '../../parts/function-part.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import { SearchPart } from '../../parts/search-part.ts';

/** One call of a step, as what is told of it becomes chunks. Services leave events out, so each makes up for what came before. */
export interface CallPart {
  begin(): Iterable<Chunk>;
  delta(call: ToolCallDelta): Iterable<Chunk>;
  done(call: ToolCall, status: RunStep['status']): Iterable<Chunk>;
  /** The run broke off: closes what is open. */
  close(): Iterable<Chunk>;
}

export interface CallHead {
  id: string;
  type: ToolCall['type'];
  functionName: string;
}

export function openCall({ id, type, functionName }: CallHead, scope: MessageScope): CallPart | undefined {
  if (type === 'code_interpreter') return codeCall(scope, id);
  if (type === 'file_search') return searchCall(scope, id);
  // A service may invent further types.
  return type === 'function' ? functionCall(new FunctionPart(scope, id, functionName)) : undefined;
}

function codeCall(scope: MessageScope, id: string): CallPart {
  const part = new CodePart(scope, id, '');
  return {
    begin: () => part.begin(),
    *delta(call) {
      if (call.type !== 'code_interpreter') return;
      const { input = '', outputs = [] } = call.code_interpreter ?? {};
      yield* part.write(input);
      // That there is an output tells that the code is whole.
      if (outputs.length > 0) yield* part.finishCode('');
    },
    *done(call, status) {
      if (call.type !== 'code_interpreter') return;
      const { input, outputs } = (call as CodeInterpreterToolCall).code_interpreter;
      yield* part.finish({ code: input, hasRun: status === 'completed', outputs: outputsOf(outputs, scope) });
    },
    close: () => part.close(),
  };
}

function searchCall(scope: MessageScope, id: string): CallPart {
  const part = new SearchPart(scope, id);
  return {
    *begin() {
      yield* part.begin();
      yield* part.search();
    },
    *delta() {},
    *done(call, status) {
      if (call.type !== 'file_search') return;
      const found = (call as FileSearchToolCall).file_search.results ?? [];
      const results = found.map(({ file_id, file_name, score, content = [] }) => {
        return { file_id, filename: file_name, score, text: content.map(({ text = '' }) => text).join('\n') };
      });
      // What was looked for is not told.
      yield* part.finish({ queries: [], hasRun: status === 'completed', results });
    },
    close: () => part.close(),
  };
}

function functionCall(part: FunctionPart): CallPart {
  return {
    begin: () => part.begin(),
    *delta(call) {
      if (call.type === 'function') yield* part.write(call.function?.arguments ?? '');
    },
    *done(call) {
      if (call.type === 'function') yield* part.finish((call as FunctionToolCall).function.arguments);
    },
    close: () => part.close(),
  };
}

function outputsOf(
  outputs: CodeInterpreterToolCall['code_interpreter']['outputs'],
  { names, threadId }: MessageScope,
): CodeResult['outputs'] {
  return outputs.map((output) => {
    if (output.type === 'logs') return { type: 'logs', logs: output.logs };
    return { type: 'image', url: names.fileUrl(names.file(output.image.file_id, threadId)) };
  });
}
