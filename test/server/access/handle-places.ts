import type { HandleKind } from '../../../server/access/handles.ts';

/** The right handles of one owner's things. */
export type OwnHandles = Record<HandleKind, string>;

/** What is asked for: a path and, where there is one, a body. */
export type Request = [path: string, body?: object];

/** A place of a request where a handle stands. */
export interface HandlePlace {
  /** What may stand there. */
  kinds: readonly HandleKind[];
  /** The request with that handle in its place; everything else in it is the owner's and right. */
  request(handle: string, own: OwnHandles): Request;
}

const user = { id: 'u9', role: 'user', parts: [{ type: 'text', text: 'x' }] };
const outputs = [{ toolCallId: 'c', output: 1 }];

/** Every route of the adapter with all places in it where handles stand. The matrix fails for a route that is not here. */
export const handlePlaces: Readonly<Record<string, readonly HandlePlace[]>> = {
  'POST /chat': [
    thread((id) => ['/chat', { id, messages: [user] }]),
    thread((id) => ['/chat', { id, messages: [], trigger: 'regenerate-message' }]),
    thread((id, { run }) => ['/chat', { id, messages: [answered(run)] }]),
    run((handle, own) => ['/chat', { id: own.thread, messages: [answered(handle)] }]),
    file((handle, own) => attach(own, { url: `https://app.test/files/${handle}/content` })),
    {
      kinds: ['file'],
      request: (fileId, own) => attach(own, { url: 'https://app.test/', providerMetadata: { kit: { fileId } } }),
    },
  ],
  'GET /chat/:id/stream': [
    thread((id) => [`/chat/${id}/stream`]),
    thread((id, own) => [`/chat/${id}/stream?after=${own.run}.0`]),
    run((handle, own) => [`/chat/${own.thread}/stream?after=${handle}.0`]),
  ],
  'POST /chat/:id/stop': [
    thread((id) => [`/chat/${id}/stop`, {}]),
    run((runId, own) => [`/chat/${own.thread}/stop`, { runId }]),
  ],
  'POST /chat/:id/tool-outputs': [
    thread((id, own) => [`/chat/${id}/tool-outputs`, { runId: own.run, outputs }]),
    run((runId, own) => [`/chat/${own.thread}/tool-outputs`, { runId, outputs }]),
  ],
  'POST /threads': [],
  'GET /threads': [thread((id) => [`/threads?after=${id}`])],
  'GET /threads/:id': [thread((id) => [`/threads/${id}`])],
  'PATCH /threads/:id': [thread((id) => [`/threads/${id}`, { title: 'x' }])],
  'DELETE /threads/:id': [thread((id) => [`/threads/${id}`])],
  'GET /threads/:id/messages': [thread((id) => [`/threads/${id}/messages`])],
  'DELETE /threads/:id/messages/:messageId': [thread((id) => [`/threads/${id}/messages/u1`])],
  'POST /files': [thread((threadId) => ['/files', form({ threadId })])],
  'GET /files/:id': [file((id) => [`/files/${id}`])],
  'GET /files/:id/:bytes{content|text}': [
    file((id) => [`/files/${id}/content?renew`]),
    file((id) => [`/files/${id}/text?renew`]),
  ],
  'GET /files/:id/content': [file((id) => [`/files/${id}/content`])],
  'GET /files/:id/text': [file((id) => [`/files/${id}/text`])],
  'DELETE /files/:id': [file((id) => [`/files/${id}`])],
  'POST /uploads': [thread((threadId) => ['/uploads', { filename: 'a.txt', bytes: 20, threadId }])],
  'GET /uploads/:id': [upload((id) => [`/uploads/${id}`])],
  'PUT /uploads/:id/parts/:number': [upload((id) => [`/uploads/${id}/parts/1`, new Blob(['0123456789'])])],
  'POST /uploads/:id/complete': [upload((id) => [`/uploads/${id}/complete`, {}])],
  'DELETE /uploads/:id': [upload((id) => [`/uploads/${id}`])],
  'GET /config': [],
};

function thread(request: HandlePlace['request']): HandlePlace {
  return { kinds: ['thread'], request };
}

function run(request: HandlePlace['request']): HandlePlace {
  return { kinds: ['run'], request };
}

function file(request: HandlePlace['request']): HandlePlace {
  return { kinds: ['file', 'link'], request };
}

function upload(request: HandlePlace['request']): HandlePlace {
  return { kinds: ['upload'], request };
}

function attach(own: OwnHandles, part: object): Request {
  const parts = [{ type: 'file', mediaType: 'text/plain', ...part }];
  return ['/chat', { id: own.thread, messages: [{ ...user, parts }] }];
}

/** The message whose tool the page has answered, as plain AI SDK clients send it back. */
function answered(runId: string): object {
  const part = { type: 'tool-ask', toolCallId: 'c', state: 'output-available', output: 1 };
  return { id: 'a1', role: 'assistant', metadata: { run: { id: runId, status: 'requires_action' } }, parts: [part] };
}

function form(fields: Record<string, string>): FormData {
  const body = new FormData();
  body.append('file', new File(['x'], 'x.txt'));
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}
