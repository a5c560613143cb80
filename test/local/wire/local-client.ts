import OpenAI from 'openai';
import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { createLocalService, type LocalService, type LocalServiceOptions } from '../../../server/local/index.ts';
import { checkEvent, checkSessionEvent, checkThreadEvent, checkWire } from './check-wire.ts';
import { EventOrder } from './event-order.ts';
import type { WireType } from './schemas.ts';
import { SessionEventOrder } from './session-event-order.ts';
import { ThreadEventOrder } from './thread-event-order.ts';

export interface Local {
  service: LocalService;
  client: OpenAI;
}

/** A service in memory and the real client on it; everything that passes between them is checked against the client's types. */
export function startLocal(options: LocalServiceOptions = {}): Local {
  const service = createLocalService({
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  return { service, client: clientOf(service) };
}

/** The real client, calling the service in this process. */
export function clientOf(service: LocalService): OpenAI {
  return new OpenAI({ apiKey: 'any', baseURL: 'http://local/v1', maxRetries: 0, fetch: checkedFetch(service.fetch) });
}

/** A `fetch` that throws where an answer is not what the client's types say. */
export function checkedFetch(
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>,
): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method?.toUpperCase() ?? 'GET';
    if (!response.headers.get('x-request-id')?.startsWith('req_')) throw new Error('An answer has no x-request-id.');
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) return checkedStream(response, url, new Headers(init?.headers));
    if (type.startsWith('application/json'))
      checkJson(method, url.pathname, response.status, await response.clone().json());
    return response;
  };
}

function checkJson(method: string, path: string, status: number, body: Record<string, unknown>): void {
  if (status >= 400) {
    const { message, type, param, code } = body['error'] as Record<string, unknown>;
    if (typeof message !== 'string' || typeof type !== 'string') throw new Error('An error has no message or type.');
    if (param === undefined || code === undefined) throw new Error('An error has no param or code.');
    return;
  }
  const [pattern, type, lists] = shapes.find(([each]) => each.test(`${method} ${path}`)) ?? [];
  if (!pattern || type === undefined) throw new Error(`No shape is known for ${method} ${path}.`);
  if (lists) for (const item of body['data'] as unknown[]) checkWire(type as WireType, item);
  else if (type) checkWire(type, body);
}

/** What each call answers; an empty type where the client's types say nothing. */
const shapes: [call: RegExp, type: WireType | '', lists?: boolean][] = [
  [/^GET \/v1\/assistants$/, 'Assistant', true],
  [/^DELETE \/v1\/assistants\//, 'AssistantDeleted'],
  [/^(GET|POST) \/v1\/assistants(\/[^/]+)?$/, 'Assistant'],
  [/^POST \/v1\/threads\/runs$/, 'Run'],
  [/^DELETE \/v1\/threads\/[^/]+$/, 'ThreadDeleted'],
  [/^(GET|POST) \/v1\/threads(\/[^/]+)?$/, 'Thread'],
  [/^GET \/v1\/threads\/[^/]+\/messages$/, 'Message', true],
  [/^DELETE \/v1\/threads\/[^/]+\/messages\//, 'MessageDeleted'],
  [/^(GET|POST) \/v1\/threads\/[^/]+\/messages(\/[^/]+)?$/, 'Message'],
  [/^GET \/v1\/threads\/[^/]+\/runs$/, 'Run', true],
  [/^GET \/v1\/threads\/[^/]+\/runs\/[^/]+\/steps$/, 'RunStep', true],
  [/^GET \/v1\/threads\/[^/]+\/runs\/[^/]+\/steps\/[^/]+$/, 'RunStep'],
  [/^(GET|POST) \/v1\/threads\/[^/]+\/runs(\/[^/]+)?(\/(cancel|submit_tool_outputs))?$/, 'Run'],
  [/^DELETE \/v1\/agents\/sessions\/[^/]+\/artifacts\//, 'SessionArtifactDeleted'],
  [/^GET \/v1\/agents\/sessions\/[^/]+\/artifacts$/, 'SessionArtifact', true],
  [/^GET \/v1\/agents\/sessions\/[^/]+\/artifacts\/[^/]+$/, 'SessionArtifact'],
  [/^GET \/v1\/agents\/sessions\/[^/]+(\/turns\/[^/]+)?\/items$/, 'AgentSessionItem', true],
  [/^GET \/v1\/agents\/sessions\/[^/]+\/turns$/, 'Turn', true],
  [/^GET \/v1\/agents\/sessions\/[^/]+\/turns\/[^/]+$/, 'Turn'],
  [/^GET \/v1\/agents\/sessions$/, 'AgentSession', true],
  [/^DELETE \/v1\/agents\/sessions\//, 'AgentSessionDeleted'],
  [/^(GET|POST) \/v1\/agents\/sessions(\/[^/]+)?$/, 'AgentSession'],
  [/^GET \/v1\/agents\/environments\/[^/]+\/files$/, 'EnvironmentFile', true],
  [/^POST \/v1\/agents\/environments\/[^/]+\/files$/, 'EnvironmentFile'],
  [/^GET \/v1\/agents\/environments\//, 'EnvironmentInfo'],
  [/^GET \/v1\/agents$/, 'Agent', true],
  [/^DELETE \/v1\/agents\//, 'AgentDeleted'],
  [/^(GET|POST) \/v1\/agents(\/[^/]+)?$/, 'Agent'],
  [/^GET \/v1\/models$/, 'Model', true],
  [/^GET \/v1\/models\/[^/]+$/, 'Model'],
  [/^GET \/v1\/files$/, 'File', true],
  [/^(POST \/v1\/files|GET \/v1\/files\/[^/]+)$/, 'File'],
  [/^DELETE \/v1\/files\//, 'FileDeleted'],
  [/^POST \/v1\/uploads\/[^/]+\/parts$/, 'UploadPart'],
  [/^POST \/v1\/uploads(\/[^/]+\/(complete|cancel))?$/, 'Upload'],
  [/^GET \/v1\/vector_stores$/, 'VectorStore', true],
  [/^POST \/v1\/vector_stores\/[^/]+\/search$/, 'VectorStoreSearchResult', true],
  [/^DELETE \/v1\/vector_stores\/[^/]+$/, 'VectorStoreDeleted'],
  [/^(GET|POST) \/v1\/vector_stores(\/[^/]+)?$/, 'VectorStore'],
  [/^GET \/v1\/vector_stores\/[^/]+(\/file_batches\/[^/]+)?\/files$/, 'VectorStoreFile', true],
  [/^GET \/v1\/vector_stores\/[^/]+\/files\/[^/]+\/content$/, 'VectorStoreFileContent', true],
  [/^DELETE \/v1\/vector_stores\/[^/]+\/files\/[^/]+$/, 'VectorStoreFileDeleted'],
  [/^(GET|POST) \/v1\/vector_stores\/[^/]+\/files(\/[^/]+)?$/, 'VectorStoreFile'],
  [/^(GET|POST) \/v1\/vector_stores\/[^/]+\/file_batches/, 'VectorStoreFileBatch'],
  [/^DELETE \/v1\/conversations\/[^/]+$/, 'ConversationDeleted'],
  [/^(GET|POST) \/v1\/conversations(\/[^/]+)?$/, 'Conversation'],
  [/^(GET|POST) \/v1\/conversations\/[^/]+\/items$/, 'ConversationItemList'],
  [/^GET \/v1\/conversations\/[^/]+\/items\/[^/]+$/, 'ConversationItem'],
  [/^DELETE \/v1\/conversations\/[^/]+\/items\/[^/]+$/, 'Conversation'],
  [/^GET \/v1\/containers$/, 'Container', true],
  [/^(POST|GET) \/v1\/containers(\/[^/]+)?$/, 'Container'],
  [/^DELETE \/v1\/containers\//, ''],
  [/^GET \/v1\/containers\/[^/]+\/files$/, 'ContainerFile', true],
  [/^(POST|GET) \/v1\/containers\/[^/]+\/files(\/[^/]+)?$/, 'ContainerFile'],
  [/^DELETE \/v1\/responses\//, ''],
  [/^GET \/v1\/responses\/[^/]+\/input_items$/, 'ResponseItemList'],
  [/^(GET|POST) \/v1\/responses(\/[^/]+)?(\/cancel)?$/, 'Response'],
];

function checkedStream(response: Response, url: URL, headers: Headers): Response {
  // A stream that is broken on purpose need not be in order.
  if (headers.has('x-local-fault')) return response;
  const from = Number(url.searchParams.get('starting_after') ?? -1) + 1;
  const order = new EventOrder(from);
  const threadOrder = new ThreadEventOrder();
  const sessionOrder = new SessionEventOrder();
  const decoder = new TextDecoder();
  let rest = '';
  const check = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const [name, data, ...more] = frame.split('\n');
        if (more.length > 0) throw new Error(`A frame is not as it should be: ${frame}`);
        if (url.pathname.startsWith('/v1/threads/')) {
          const event = {
            event: name?.replace(/^event: /, ''),
            data: data === 'data: [DONE]' ? undefined : parsed(data),
          };
          if (event.event !== 'done') checkThreadEvent(event as AssistantStreamEvent);
          threadOrder.next(event as AssistantStreamEvent);
          continue;
        }
        if (url.pathname.startsWith('/v1/agents/')) {
          const event = parsed(data) as AgentSessionEvent;
          if (name !== `event: ${event.type}`) throw new Error(`A frame is not as it should be: ${frame}`);
          checkSessionEvent(event);
          sessionOrder.next(event);
          continue;
        }
        const event = parsed(data) as ResponseStreamEvent;
        if (name !== `event: ${event.type}`) throw new Error(`A frame is not as it should be: ${frame}`);
        checkEvent(event);
        order.next(event);
      }
      controller.enqueue(bytes);
    },
  });
  return new Response(response.body?.pipeThrough(check), response);
}

function parsed(line: string | undefined): unknown {
  return JSON.parse(line?.replace(/^data: /, '') ?? '');
}
