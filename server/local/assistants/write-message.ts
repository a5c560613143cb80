import type { Message, MessageContent, MessageContentDelta } from 'openai/resources/beta/threads/messages';
import { OutputLimitError } from '../answering/endings.ts';
import type { Stamp } from '../stamp.ts';
import { newMessage } from './message-library.ts';
import type { TextPiece } from './message-text.ts';
import { newStep } from './run-object.ts';
import type { ThreadRun } from './thread-run.ts';

/**
 * Writes a message as a step of a run: its pictures first, then its text. What an annotation covers comes in one piece, with the
 * annotation.
 * @param pictures ids of the uploaded files
 * @throws {OutputLimitError} where the limit cut it; what was written until then stays
 */
export async function writeMessage(
  threadRun: ThreadRun,
  stamp: Stamp,
  pictures: readonly string[],
  pieces: readonly TextPiece[],
): Promise<void> {
  const { run, pen, log } = threadRun;
  const message: Message = {
    ...newMessage(stamp, run.thread_id),
    role: 'assistant',
    status: 'in_progress',
    completed_at: null,
    run_id: run.id,
    assistant_id: run.assistant_id,
  };
  const details = { type: 'message_creation' as const, message_creation: { message_id: message.id } };
  threadRun.addStep(newStep(run, details, stamp));
  const content: MessageContent[] = [];
  threadRun.addMessage(message, () => content);
  const tell = (part: MessageContentDelta) => {
    const data = { id: message.id, object: 'thread.message.delta' as const, delta: { content: [part] } };
    log.append({ event: 'thread.message.delta', data });
  };

  for (const file_id of pictures) {
    tell({ index: content.length, type: 'image_file', image_file: { file_id } });
    content.push({ type: 'image_file', image_file: { file_id } });
  }
  const place = { index: content.length, type: 'text' as const };
  const text: Extract<MessageContent, { type: 'text' }>['text'] = { value: '', annotations: [] };
  content.push({ type: 'text', text });
  for (const { text: piece, annotation } of pieces) {
    if (annotation) {
      pen.checkRoom();
      tell({ ...place, text: { value: piece, annotations: [{ index: text.annotations.length, ...annotation }] } });
      text.value += piece;
      text.annotations.push(annotation);
      continue;
    }
    const written = await pen.write(piece, (value) => {
      tell({ ...place, text: text.value === '' ? { value, annotations: [] } : { value } });
      text.value += value;
    });
    if (written.length < piece.length) throw new OutputLimitError();
  }
  threadRun.finishMessage();
  threadRun.finishStep(details);
}
