import { defaultStrings, type ChatStrings } from '../strings.ts';

/** The words of files, which many conversations do without. */
export const fileStrings = {
  fileUploading: (progress: number): string =>
    progress > 0 ? `Uploading ${Math.round(progress * 100)}%` : 'Waiting to upload',
  fileProcessing: 'Preparing…',
  fileIndexed: 'Searchable',
  fileFailed: 'This file failed',
  fileExpired: 'No longer available',
  openFile: (name: string, detail = ''): string => ['Open', name, detail].filter(Boolean).join(' '),
  downloadFile: (name: string, detail = ''): string => ['Download', name, detail].filter(Boolean).join(' '),
  renewFile: 'Run again',
  retryFile: (name: string): string => `Try ${name} again`,
  uploadProgress: (name: string): string => `Upload of ${name}`,
};

export type FileStrings = typeof fileStrings;

/** All that an element about a file may say. */
export const fileWords: ChatStrings & FileStrings = { ...defaultStrings, ...fileStrings };
