import { declareProps, elementImports } from './element-members.ts';
import { optionally } from './optionally.ts';
import type { ElementFacts } from './read-elements.ts';

/** Tells JSX of React 19, which sets properties and listens to `on` and the exact name of an event, what the elements take. */
export function declareReact(elements: readonly ElementFacts[]): string {
  const interfaces = elements.map((element) => declareProps(element, 'Props', 'JSX'));
  const tags = elements.map(({ tagName, name }) => `      '${tagName}': ElementProps<${name}, ${name}Props>;`);
  return `${elementImports(elements)}
${optionally("import type { ClassAttributes, HTMLAttributes } from 'react';")}

type ElementProps<Element, Props> = Props & ClassAttributes<Element> & Omit<HTMLAttributes<Element>, keyof Props>;

${interfaces.join('\n\n')}

${optionally("declare module 'react' {")}
  namespace JSX {
    interface IntrinsicElements {
${tags.join('\n')}
    }
  }
}
`;
}
