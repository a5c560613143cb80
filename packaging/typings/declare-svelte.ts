import { declareProps, elementImports } from './element-members.ts';
import { optionally } from './optionally.ts';
import type { ElementFacts } from './read-elements.ts';

/** Tells templates of Svelte 5, which sets properties and listens to `on` and the exact name of an event, what the elements take. */
export function declareSvelte(elements: readonly ElementFacts[]): string {
  const interfaces = elements.map((element) => declareProps(element, 'Attributes', 'a template'));
  const tags = elements.map(({ tagName, name }) => `    '${tagName}': ElementAttributes<${name}, ${name}Attributes>;`);
  return `${elementImports(elements)}
${optionally("import type { HTMLAttributes } from 'svelte/elements';")}

type ElementAttributes<Element extends EventTarget, Own> = Own & Omit<HTMLAttributes<Element>, keyof Own>;

${interfaces.join('\n\n')}

${optionally("declare module 'svelte/elements' {")}
  interface SvelteHTMLElements {
${tags.join('\n')}
  }
}
`;
}
