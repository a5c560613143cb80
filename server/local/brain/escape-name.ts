/** The name of a file in Markdown. Only what would begin markup inside a word is escaped, so that it reads the same in the source. */
export function escapeName(name: string): string {
  return name.replace(/[\\`*[\]<]/g, String.raw`\$&`);
}
