/** A Python file as it gathers: what it imports, its functions, and what it does. */
export class Program {
  #modules = new Set<string>();
  #names = new Map<string, Set<string>>();
  #functions = new Map<string, string>();
  #parts: string[] = [];

  /** Imports a module, or names from it. */
  import(module: string, ...names: string[]): this {
    if (names.length === 0) this.#modules.add(module);
    else this.#names.set(module, new Set([...(this.#names.get(module) ?? []), ...names]));
    return this;
  }

  /** Defines a function once. */
  define(name: string, text: string): this {
    this.#functions.set(name, text.trim());
    return this;
  }

  /** Adds lines that are run; a blank line stands between them and what was there. */
  add(text: string): this {
    this.#parts.push(text.trim());
    return this;
  }

  toString(): string {
    const [own, standard] = [
      ['charts'].filter((name) => this.#modules.has(name)),
      [...this.#modules].filter((name) => name !== 'charts').sort(),
    ];
    const from = [...this.#names]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`);
    const imports = [
      [...standard.map((name) => `import ${name}`), ...from].join('\n'),
      own.map((name) => `import ${name}`).join('\n'),
    ];
    const head = imports.filter(Boolean).join('\n\n');
    const body = this.#parts.join('\n\n');
    return `${[head, ...this.#functions.values(), body].filter(Boolean).join('\n\n\n')}\n`;
  }
}
