// Everything of `index.ts`, for a page without a bundler: what a chat needs to begin to type at once, the rest right behind it.
export { AssistantChat } from './assistant-chat/assistant-chat.ts';
export { Conversation, HttpTransport } from './conversation/index.ts';
export { setDiagrams } from './diagrams.ts';
export * from './events.ts';
export { defaultStrings, setStrings, type Strings } from './strings.ts';
import { loadRich } from './annotated-message/load-rich.ts';
import { loadSources } from './annotated-message/load-sources.ts';
import { loadDraftFiles } from './draft-files/load-draft-files.ts';
import { loadFileAttachment } from './file-attachment/load-file-attachment.ts';
import { loadFileRejections } from './file-rejections/load-file-rejections.ts';
import { loadElement } from './load-element.ts';

loadElement('annotated-message', () => import('./annotated-message/annotated-message.ts'));
void loadRich();
void loadSources();
loadElement('run-steps', () => import('./run-steps/run-steps.ts'));
loadFileAttachment();
loadDraftFiles();
loadFileRejections();
