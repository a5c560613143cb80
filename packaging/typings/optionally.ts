/** A line that names a module of a framework: where that is not installed, nobody asks, and the compiler must not complain. */
export function optionally(line: string): string {
  return `// @ts-ignore -- without the framework this is nobody's.\n${line}`;
}
