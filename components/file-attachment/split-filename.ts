/** How many characters before the extension stay beside it: enough to tell `-v2` from `-v3`. */
const kept = 4;

/** A name in two parts, of which a narrow chip may cut the first; cut between whole characters, not inside one. */
export function splitFilename(filename: string): [head: string, tail: string] {
  const extension = /\.[^./\\\s]{1,10}$/.exec(filename)?.[0] ?? '';
  const stem = Array.from(filename.slice(0, filename.length - extension.length));
  if (stem.length <= kept * 3) return [filename, ''];
  return [stem.slice(0, -kept).join(''), `${stem.slice(-kept).join('')}${extension}`];
}
