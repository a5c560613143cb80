import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { ResponseInputItem, ResponseOutputMessage } from 'openai/resources/responses/responses';
import type { RunStatus } from '../../protocol/index.ts';
import { questionItems } from '../engines/responses/question-items.ts';
import { replyNoteItem } from '../engines/responses/reply-note.ts';
import { runIdOf } from '../engines/ids/run-id.ts';
import { cleanText } from './clean-text.ts';
import type { ImportedFile, ImportedFiles } from './imported-files.ts';
import type { SavedThread } from './saved-thread.ts';
import { stepItems } from './step-items.ts';
import { threadExchanges, type Reply } from './thread-exchanges.ts';

export interface PlannedItem {
  item: ResponseInputItem;
  /** The message that the item is, in the source. */
  messageId?: string;
}

export interface ThreadPlan {
  items: PlannedItem[];
  /** What will not be there, in words, with the message or run that had it. */
  lost: { of: string; what: string }[];
}

/** Everything that was said in a thread as items of a conversation, in its order. The same thread always gives the same items. */
export function planThread(thread: SavedThread, files: ImportedFiles, conversationId: string): ThreadPlan {
  const plan: ThreadPlan = { items: [], lost: [] };
  const add = (item: ResponseInputItem, messageId?: string) =>
    plan.items.push(messageId === undefined ? { item } : { item, messageId });
  for (const said of threadExchanges(thread)) {
    if ('did' in said) planReply(said);
    else planQuestion(said);
  }
  return plan;

  function planQuestion(message: Message): void {
    const ids = new Set([
      ...(message.attachments ?? []).flatMap(({ file_id }) => file_id ?? []),
      ...picturesOf(message),
    ]);
    const brought = [...ids].flatMap((id) => files.find(id) ?? []);
    if (brought.length < ids.size) lose(message.id, `${ids.size - brought.length} of its ${ids.size} files`);
    const words = message.content.flatMap((part) => (part.type === 'text' ? [part.text.value] : []));
    const addresses = message.content.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []));
    // A text that only stands in for the files was never written by the user.
    const standsIn = words.length === 1 && words[0] === brought.map(({ filename }) => filename).join(', ');
    const text = [...(standsIn ? [] : words), ...addresses.map((url) => `![](${url})`)].join('\n\n');
    const placed = brought.map(({ id, ...file }) => ({ ...file, place: { id, parent: conversationId } }));
    for (const item of questionItems({ text, files: placed })) add(item, isUsers(item) ? message.id : undefined);
  }

  function planReply({ run, runId, did }: Reply): void {
    const linked = new Set<string>();
    const shown: ImportedFile[] = [];
    let unfinished: Message | undefined;
    for (const each of did) {
      if (each.object === 'thread.run.step') {
        for (const item of stepItems(each, files)) add(item);
        continue;
      }
      if (each.status === 'incomplete') unfinished = each;
      for (const id of picturesOf(each)) {
        const picture = files.find(id);
        if (picture) shown.push(picture);
        else lose(each.id, 'a picture, which is not there');
      }
      const content = each.content.flatMap((part): ResponseOutputMessage['content'] => {
        if (part.type === 'refusal') return [part];
        if (part.type !== 'text') return [];
        const clean = cleanText(part.text, files);
        for (const id of clean.linked) linked.add(id);
        for (const what of clean.lost) lose(each.id, what);
        return [{ type: 'output_text', text: clean.text, annotations: clean.annotations, logprobs: [] }];
      });
      if (content.length === 0) continue;
      const id = each.id.startsWith('msg_') ? each.id : `msg_${each.id}`;
      add({ type: 'message', id, role: 'assistant', status: 'completed', content }, each.id);
    }
    planNote(
      run,
      runId,
      shown.filter(({ id }) => !linked.has(id)),
      unfinished,
    );
  }

  /** What the items do not tell of a reply: how it ended, and files that no text links to. */
  function planNote(run: Run | undefined, runId: string, shown: ImportedFile[], unfinished: Message | undefined): void {
    const status = run ? statusOf(run) : unfinished ? 'incomplete' : 'completed';
    if (status === 'completed' && shown.length === 0) return;
    const reason = run?.incomplete_details?.reason ?? (run ? undefined : unfinished?.incomplete_details?.reason);
    const written = shown.map(({ id, filename }) => ({ id, containerId: conversationId, name: filename }));
    const incompleteReason = status === 'incomplete' && reason ? { incompleteReason: reason } : {};
    add(replyNoteItem({ runId: runIdOf(runId), status, files: written, ...incompleteReason }));
  }

  function lose(of: string, what: string): void {
    plan.lost.push({ of, what });
  }
}

/** A run that is not over goes on nowhere. */
function statusOf({ status }: Run): RunStatus {
  return status === 'queued' || status === 'in_progress' || status === 'requires_action' || status === 'cancelling'
    ? 'cancelled'
    : status;
}

function picturesOf({ content }: Message): string[] {
  return content.flatMap((part) => (part.type === 'image_file' ? [part.image_file.file_id] : []));
}

function isUsers(item: ResponseInputItem): boolean {
  return item.type === 'message' && item.role === 'user';
}
