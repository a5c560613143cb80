import type { ResponseCreateParamsStreaming, Tool } from 'openai/resources/responses/responses';
import type { RunContext } from '../../../engine.ts';
import type { ResponsesOptions } from '../options.ts';
import type { Round } from '../round.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import type { ResponsesThread } from '../thread-keeper.ts';
import type { Toolbox } from '../toolbox.ts';

/** The request for one response. Only the host's options, the thread's own facts and the host's words for this run go in. */
export function createParams(
  options: ResponsesOptions,
  toolbox: Toolbox,
  { id, facts }: ResponsesThread,
  { questionId, input, isLastRound, before }: Round,
  context: Pick<RunContext, 'instructions' | 'safetyId' | 'maxOutputTokens'>,
): ResponseCreateParamsStreaming {
  const {
    model,
    background = true,
    include = [],
    reasoning,
    text,
    temperature,
    maxOutputTokens = context.maxOutputTokens,
    serviceTier,
  } = options;
  const instructions = [options.instructions, context.instructions].filter(Boolean).join('\n\n');
  const tools = [...threadTools(toolbox, facts), ...toolbox.fixed];
  return {
    model,
    conversation: id,
    stream: true,
    store: true,
    // For whoever reads the response later.
    metadata: { question: questionId, ...(before === undefined ? {} : { before }) },
    safety_identifier: context.safetyId,
    // What hides the length of tokens from eavesdroppers doubles the traffic; the connection is encrypted.
    stream_options: { include_obfuscation: false },
    ...(background ? { background } : {}),
    ...(input.length > 0 ? { input: [...input] } : {}),
    ...(instructions ? { instructions } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...(tools.length > 0 && isLastRound ? { tool_choice: 'none' } : {}),
    include: [...new Set([...toolbox.include, ...include])],
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(text === undefined ? {} : { text }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === 0 ? {} : { max_output_tokens: maxOutputTokens }),
    ...(serviceTier === undefined ? {} : { service_tier: serviceTier }),
  };
}

/** The tools that work on the thread's own files. */
function threadTools({ codeInterpreter, fileSearch }: Toolbox, { fileIds, vectorStoreId }: ThreadFacts): Tool[] {
  const tools: Tool[] = [];
  if (codeInterpreter) {
    const { memoryLimit } = codeInterpreter;
    const limit = memoryLimit === undefined ? {} : { memory_limit: memoryLimit };
    const files = fileIds.length > 0 ? { file_ids: [...fileIds] } : {};
    tools.push({ type: 'code_interpreter', container: { type: 'auto', ...files, ...limit } });
  }
  const stores = [...(vectorStoreId ? [vectorStoreId] : []), ...(fileSearch?.vectorStoreIds ?? [])];
  // Without anything to search the service refuses the tool.
  if (fileSearch && stores.length > 0) {
    const { maxResults } = fileSearch;
    const limit = maxResults === undefined ? {} : { max_num_results: maxResults };
    tools.push({ type: 'file_search', vector_store_ids: stores, ...limit });
  }
  return tools;
}
