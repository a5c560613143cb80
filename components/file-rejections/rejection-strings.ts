import type { FileRejection } from '../conversation/files/file-rejection.ts';
import { formatBytes } from '../strings.ts';

/** What is said of files that were not taken. */
export const rejectionStrings = {
  rejectionText: ({ file, reason, limit, equals }: FileRejection): string => {
    switch (reason) {
      case 'too-large':
        return `${file.name} is too large. The limit is ${formatBytes(Number(limit))}.`;
      case 'wrong-type':
        return `${file.name} cannot be added. Allowed are: ${String(limit)
          .split(/\s*,\s*/)
          .join(', ')}.`;
      case 'too-many':
        return `${file.name} was not added. No more than ${limit} ${limit === 1 ? 'file' : 'files'} can be added.`;
      case 'empty':
        return `${file.name} is empty.`;
      case 'duplicate':
        return equals && equals.name !== file.name
          ? `${file.name} is the same file as ${equals.name}, which is already there.`
          : `${file.name} is already there.`;
      case 'unreadable':
        return `${file.name} cannot be read. It may be a folder, or it has been moved.`;
      case 'refused':
        return `${file.name} was not accepted.`;
      case 'unsupported':
        return `${file.name} was not added. This assistant takes no files.`;
    }
  },
  moreRejected: (count: number): string => `The same goes for ${count} more files.`,
  dismiss: 'Dismiss',
};

export type RejectionStrings = typeof rejectionStrings;
