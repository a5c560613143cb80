const words = (
  'the a this every no some another river stone machine garden letter winter market signal bridge paper engine harbour ' +
  'window number answer measure pattern colour mountain village teacher question reason island kitchen weather carries ' +
  'follows turns holds leaves opens joins crosses counts moves keeps meets shows slow bright quiet early narrow heavy ' +
  'simple distant careful warm and but because while under behind between without toward after naïve façade Größe'
).split(' ');

/** Sentences that mean nothing and are the same in every run. */
export class Prose {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to the limit, exclusive; mulberry32, for a seed that can be told. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  phrase(length: number): string {
    const text = Array.from({ length }, () => this.pick(words)).join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  /** A name as in code. */
  name(): string {
    return `${this.pick(words.slice(5, 20))}${this.below(100)}`;
  }

  sentence(): string {
    return `${this.phrase(6 + this.below(9))}.`;
  }

  /** A sentence in which some words are emphasized, a link, or code. */
  richSentence(): string {
    const rich = this.pick([
      `**${this.phrase(2)}**`,
      `*${this.phrase(1)}*`,
      `\`${this.name()}\``,
      `[${this.phrase(2)}](https://example.com/${this.name()})`,
      this.phrase(2),
      this.phrase(3),
    ]);
    return `${this.phrase(4 + this.below(5))} ${rich} ${this.phrase(3 + this.below(4)).toLowerCase()}.`;
  }

  paragraph(sentences: number): string {
    return Array.from({ length: sentences }, () => this.richSentence()).join(' ');
  }
}
