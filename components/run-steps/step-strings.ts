import { fileWords, type FileStrings } from '../file-attachment/file-strings.ts';
import type { ChatStrings } from '../strings.ts';

/** The words of the steps of a run, which most conversations do without. */
export const stepStrings = {
  thinking: 'Thinking',
  thought: (seconds?: number): string => (seconds ? `Thought for ${seconds} s` : 'Thought'),
  writingCode: 'Writing code',
  runningCode: 'Running code',
  ranCode: 'Ran code',
  codeFailed: 'Code failed',
  codeOutput: 'Output',
  copyOutput: 'Copy output',
  showAllLines: (count: number): string => (count === 1 ? 'Show the whole line' : `Show all ${count} lines`),
  showFewerLines: 'Show fewer lines',
  linesLeftOut: (count: number): string => `${count} lines`,
  /** How long a step took, or takes already. */
  duration: (seconds: number): string =>
    seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`,
  searchingFiles: 'Searching files',
  searchedFiles: 'Searched files',
  fileSearchFailed: 'Search in files failed',
  passagesFound: (count: number): string => (count === 1 ? '1 passage' : `${count} passages`),
  nothingFound: 'Nothing found',
  searchingWeb: 'Searching the web',
  searchedWeb: 'Searched the web',
  readWebPage: 'Read a page',
  webSearchFailed: 'Search of the web failed',
  creatingImage: 'Creating an image',
  createdImage: 'Created an image',
  imageFailed: 'No image could be created',
  generatedImage: 'Generated image',
  callingTool: (name: string): string => `Calling ${name}`,
  calledTool: (name: string): string => `Called ${name}`,
  toolFailed: (name: string): string => `${name} failed`,
  toolDenied: (name: string): string => `${name} was not allowed`,
  toolAsks: (name: string): string => `May ${name} run?`,
  toolInput: 'Input',
  toolResult: 'Result',
  allow: 'Allow',
  deny: 'Deny',
  stepStopped: 'Stopped',
  stepsTaken: (count: number): string => `Took ${count} steps`,
  code: 'code',
  quoted: (text: string): string => `“${text}”`,
};

export type StepStrings = typeof stepStrings;

/** All that an element within a step may say. */
export const stepWords: ChatStrings & FileStrings & StepStrings = { ...fileWords, ...stepStrings };
