import type { Message, MessageContentPartParam, MessageCreateParams } from 'openai/resources/beta/threads/messages';
import type { FilePart, TextPart, UIMessage } from '../../../protocol/index.ts';
import type { MessageFile, NewMessage } from '../../engine.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { Names } from '../../access/names.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { ToolSettings } from '../tools/tools.ts';
import { metadataIn } from './threads.ts';

type Attachment = NonNullable<MessageCreateParams['attachments']>[number];

/** Metadata holds 16 pairs with values of 512 characters; what does not fit is asked of the service when it is needed. */
const mostNoted = 16;
const longestNote = 512;

/**
 * The user's message as the service takes it. Its files are attached for the tools, pictures also shown to the model; how they
 * were called and what they are is noted with the message, since an attachment is nothing but an id.
 */
export function questionParams(
  { text, files }: NewMessage,
  tools: ToolSettings,
  isSearchable: (file: MessageFile) => boolean,
): MessageCreateParams {
  const pictures = files.filter(({ mediaType }) => /^image\/(?:png|jpeg|webp|gif)$/.test(mediaType));
  // A message must not be empty; with files alone there is nothing but their names.
  const words = text === '' ? files.map(({ filename }) => filename).join(', ') : text;
  const content: MessageContentPartParam[] = [
    ...pictures.map(({ place }) => ({ type: 'image_file' as const, image_file: { file_id: place.id } })),
    { type: 'text', text: words },
  ];
  const attachments = files.map((file): Attachment => ({
    file_id: file.place.id,
    tools: [
      ...(tools.codeInterpreter ? [{ type: 'code_interpreter' as const }] : []),
      ...(tools.fileSearch && isSearchable(file) ? [{ type: 'file_search' as const }] : []),
    ],
  }));
  const notes = files.slice(0, mostNoted).map(({ place, filename, mediaType, bytes }, number) => {
    return [`file.${number}`, JSON.stringify([place.id, mediaType, bytes, filename])] as const;
  });
  return {
    role: 'user',
    content,
    ...(files.length > 0 ? { attachments: attachments.filter((each) => (each.tools?.length ?? 0) > 0) } : {}),
    metadata: Object.fromEntries(notes.filter(([, note]) => note.length <= longestNote)),
  };
}

/** Ids of the files that came with a message. */
export function filesOf({ content, attachments }: Message): string[] {
  const shown = content.flatMap((part) => (part.type === 'image_file' ? [part.image_file.file_id] : []));
  return [...new Set([...(attachments ?? []).flatMap(({ file_id }) => file_id ?? []), ...shown])];
}

/** The user's message as the page knows it. @param nameOf of a file that nothing is noted of */
export function questionMessage(
  message: Message,
  nameOf: (fileId: string) => string,
  names: Names,
  threadId: string,
): UIMessage {
  const noted = notesOf(message);
  const files = filesOf(message).map((id) => noted.get(id) ?? unnoted(id, nameOf(id)));
  const texts = message.content.flatMap((part) => (part.type === 'text' ? [part.text.value] : []));
  // A text that only stands in for the files was never written by the user.
  const standsIn = texts.length === 1 && [...noted.values()].map(({ filename }) => filename).join(', ') === texts[0];
  return {
    id: message.id,
    role: 'user',
    metadata: { threadId: names.thread(threadId) },
    parts: [
      ...files.map(({ id, filename, mediaType, bytes }): FilePart => {
        const fileId = names.file(id, threadId);
        const providerMetadata = { kit: { fileId, ...(bytes === null ? {} : { bytes }) } };
        return { type: 'file', mediaType, filename, url: names.fileUrl(fileId), providerMetadata };
      }),
      ...(standsIn && files.length > 0 ? [] : texts.map((text): TextPart => ({ type: 'text', text, state: 'done' }))),
    ],
  };
}

interface NotedFile {
  id: string;
  filename: string;
  mediaType: string;
  bytes: number | null;
}

function notesOf(message: Message): Map<string, NotedFile> {
  const notes = Object.entries(metadataIn(message)).filter(([key]) => key.startsWith('file.'));
  const files = notes.flatMap(([, note]): NotedFile[] => {
    try {
      const [id, mediaType, bytes, name] = JSON.parse(note) as [string, string, number | null, string];
      return [{ id, mediaType, bytes, filename: safeFilename(name) }];
    } catch {
      return [];
    }
  });
  return new Map(files.map((file) => [file.id, file]));
}

function unnoted(id: string, name: string): NotedFile {
  const filename = safeFilename(name);
  return { id, filename, mediaType: mediaTypeOf(filename), bytes: null };
}
