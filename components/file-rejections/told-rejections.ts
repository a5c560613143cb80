import type { FileRejection } from '../conversation/files/file-rejection.ts';
import type { RejectionStrings } from './rejection-strings.ts';

export interface ToldRejections {
  readonly rejections: readonly FileRejection[];
  readonly text: string;
}

/** More than these that are refused for the same reason are told at once: a folder holds hundreds. */
const few = 3;

/** Why files were not taken, in sentences for a person. */
export function toldRejections(
  all: readonly FileRejection[],
  { rejectionText, moreRejected }: RejectionStrings,
): ToldRejections[] {
  const groups = new Map<string, FileRejection[]>();
  for (const rejection of all) groups.set(rejection.reason, [...(groups.get(rejection.reason) ?? []), rejection]);
  return [...groups.values()].flatMap((group): ToldRejections[] => {
    const told = group.map((rejection) => ({ rejections: [rejection], text: rejectionText(rejection) }));
    const [first] = told;
    if (!first || group.length <= few) return told;
    return [{ rejections: group, text: `${first.text} ${moreRejected(group.length - 1)}` }];
  });
}
