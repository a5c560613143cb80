import type { UIMessage } from '../../protocol/index.ts';

/** The words of a message. */
export function textOf({ parts }: UIMessage): string {
  return parts.map((part) => (part.type === 'text' && 'text' in part ? part.text : '')).join('');
}

/**
 * What a person has of a conversation, a text for each message to compare: every part, with annotations, files, sources and
 * outputs. Ids that a run gives itself are left out, because they must differ from run to run.
 * How large a file is is left out as well: a service that cannot be asked just then is not asked again.
 * @param place what differs in addresses from case to case
 */
export function viewOf(messages: readonly UIMessage[], place: string): string[] {
  return messages.map(({ role, parts, metadata }) => {
    const seen = {
      role,
      // An answer that is nothing but whole says nothing of it when it is read again.
      ...(metadata?.run && metadata.run.status !== 'completed'
        ? { status: metadata.run.status, reason: metadata.run.incompleteReason }
        : {}),
      // What a person has written is whole, whether or not somebody says so.
      parts: role === 'user' ? parts.map((part) => ({ ...part, state: undefined })) : parts,
    };
    return JSON.stringify(seen, undefined, 1)
      .replace(/"bytes": (?:null|\d+)/g, '"bytes": 0')
      .replaceAll(`/${place}/`, '/')
      .replaceAll(handle, opened);
  });
}

const handle = /\b([a-z]+)\.[\w-]{6}\.([\w-]+)\.[\w-]{43}/g;

/** What a handle is for; the thread that it may name is another one in every case. */
function opened(_handle: string, kind: string, payload: string): string {
  const id = Buffer.from(payload, 'base64url').toString();
  return `<${kind} ${id.replace(/conv_\w+/, 'conv')}>`;
}
