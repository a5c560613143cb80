import type { ReactiveControllerHost } from 'lit';
import type { WireError } from '../protocol/index.ts';
import { messageStrings } from './annotated-message/message-strings.ts';
import type { FileStrings } from './file-attachment/file-strings.ts';
import type { PreviewStrings } from './file-preview/preview-strings.ts';
import type { RejectionStrings } from './file-rejections/rejection-strings.ts';
import type { StepStrings } from './run-steps/step-strings.ts';
import { WordsController } from './words-controller.ts';

export { setStrings, stringsContext } from './words-controller.ts';

/**
 * Visible words and labels, in English; those of files, steps, previews and refusals come with what shows them. Functions where words depend on a
 * number, a name or a place.
 */
export const defaultStrings = {
  /** What a person reads of an error; translate by its `code`. */
  errorText: (error: WireError): string => error.message,

  // <file-dropzone>
  dropFiles: 'Drop files here',
  dropRefused: 'These files cannot be added here',
  chooseFiles: (multiple: boolean): string => (multiple ? 'Choose files' : 'Choose a file'),
  filesChosen: (names: readonly string[]): string => `Added: ${names.join(', ')}`,
  fileRequired: 'Add a file.',
  removeFile: (name: string): string => `Remove ${name}`,
  // <file-attachment>
  file: 'File',
  /** Words within previews of files and the viewer of sources. English where left out. */
  preview: {} as Partial<PreviewStrings>,

  // <annotated-message>
  ...messageStrings,

  // <chat-composer>
  composerLabel: 'Message',
  composerPlaceholder: 'Ask anything',
  send: 'Send message',
  stop: 'Stop answer',
  attach: 'Attach files',
  attachFolder: 'Add a folder',
  takePhoto: 'Take a photo',
  attachedFiles: 'Attached files',
  moveFilesHint: 'Alt and an arrow key put a file in another place.',
  fileMoved: (name: string, place: number, count: number): string => `${name}, ${place} of ${count}`,
  charactersLeft: (count: number): string =>
    count < 0 ? `${-count} characters too many` : `${count} ${count === 1 ? 'character' : 'characters'} left`,
  waitsForFiles: 'Sends when the files are ready',
  removeFailedFiles: 'Remove the failed file, or try it again, to send',

  // <chat-thread>
  threadLabel: 'Conversation',
  userSaid: 'You said',
  assistantSaid: 'The assistant said',
  working: 'Working…',
  loadEarlier: 'Show earlier messages',
  jumpToLatest: 'Jump to the latest message',
  editMessage: 'Edit message',
  saveEdit: 'Send',
  cancel: 'Cancel',
  regenerate: 'Answer again',
  unanswered: 'This message was not answered.',
  answerMessage: 'Answer it',
  goodReply: 'Good answer',
  badReply: 'Bad answer',
  /** What is sent to have a file made again that an earlier answer made. */
  askToRenewFile: (name: string): string => `Make the file ${name} again.`,
  replyStopped: 'You stopped this answer.',
  replyFailed: 'This answer could not be finished.',
  replyExpired: 'This answer took too long and was given up.',
  replyIncomplete: (reason: string | undefined): string =>
    reason === 'content_filter'
      ? 'This answer was ended by a content filter.'
      : reason === 'max_output_tokens'
        ? 'This answer was cut off: it reached the longest length allowed.'
        : 'This answer stopped early.',
  codeBlockSpoken: 'Code block.',

  // <assistant-chat>
  heading: 'Assistant',
  greeting: 'What can I do for you?',
  suggestions: 'Suggestions',
  loading: 'Loading…',
  newThread: 'New conversation',
  threads: 'Conversations',
  threadsEmpty: 'No conversations yet',
  moreThreads: 'Show more',
  untitledThread: 'Untitled',
  renameThread: (title: string): string => `Rename ${title}`,
  threadTitle: 'Title',
  deleteThread: (title: string): string => `Delete ${title}`,
  confirmDelete: 'Delete for good?',
  delete: 'Delete',
  reconnecting: 'Reconnecting…',
  openChat: 'Open chat',
  closeChat: 'Close chat',
};

/** The words of a chat, as far as they are there from the beginning. */
export type ChatStrings = typeof defaultStrings;

/** Every word that a page can replace. */
export type Strings = ChatStrings & FileStrings & RejectionStrings & StepStrings;

/** A size for a person to read: `1.5 MB`, in the language of the page or the one given. */
export function formatBytes(bytes: number, language?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1024 ** power);
}

/** The words an element shows, with every default at hand. */
export class StringsController extends WordsController<ChatStrings> {
  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host, defaultStrings);
  }
}
