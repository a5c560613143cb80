export { AnnotatedMessage } from './annotated-message/annotated-message.ts';
export { AssistantChat } from './assistant-chat/assistant-chat.ts';
export { ChatComposer } from './chat-composer/chat-composer.ts';
export { ChatThread } from './chat-thread/chat-thread.ts';
export { setDiagrams } from './diagrams.ts';
export * from './events.ts';
export type { AttachedFile } from './file-attachment/attached-file.ts';
export { FileAttachment } from './file-attachment/file-attachment.ts';
export { FileDropzone } from './file-dropzone/file-dropzone.ts';
// These two come by themselves when a file is opened; a page that uses them alone imports their own files.
export type { FilePreview } from './file-preview/file-preview.ts';
export type { FileViewer } from './file-viewer/file-viewer.ts';
export { RunStep } from './run-steps/run-step.ts';
export { RunSteps } from './run-steps/run-steps.ts';
export { defaultStrings, setStrings, type Strings } from './strings.ts';
