/** The start of a path into the sandbox in which the assistant runs code. */
export const sandboxScheme = 'sandbox:/';

/** How much of the end of a growing text may be the beginning of such a path. */
export function growingSandboxPath(text: string): number {
  const path = /(?<!\w)sandbox:\/[^\s<>()[\]"'`|*【】]*$/.exec(text.slice(-400));
  if (path) return path[0].length;
  for (let length = Math.min(text.length, sandboxScheme.length - 1); length > 0; length--)
    if (text.endsWith(sandboxScheme.slice(0, length)) && !/\w/.test(text.at(-length - 1) ?? ' ')) return length;
  return 0;
}
