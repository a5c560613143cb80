import { declareInterface, elementImports, eventMembers, member } from './element-members.ts';
import { optionally } from './optionally.ts';
import type { ElementFacts } from './read-elements.ts';

/** Tells templates of Vue, whose checker reads attributes and events by camel-cased names, what the elements take. */
export function declareVue(elements: readonly ElementFacts[]): string {
  const interfaces = elements.map((element) =>
    declareInterface(`${element.name}Props`, `What a template can give to \`<${element.tagName}>\`.`, [
      ...element.properties.map(({ name, description, type, attribute }) => {
        const own = `${element.name}['${name}']`;
        return member(description, name, attribute && type.includes('number') ? `${own} | \`\${number}\`` : own);
      }),
      ...eventMembers(element, (event) => camelCase(`on-${event}`)),
    ]),
  );
  const tags = elements.map(({ tagName, name }) => `    '${tagName}': TemplateElement<${name}Props>;`);
  return `${elementImports(elements)}
${optionally("import type { HTMLAttributes, PublicProps } from 'vue';")}

type TemplateElement<Props> = new () => { $props: Props & PublicProps & Omit<HTMLAttributes, keyof Props> };

${interfaces.join('\n\n')}

${optionally("declare module 'vue' {")}
  interface GlobalComponents {
${tags.join('\n')}
  }

  interface HTMLAttributes {
    /** The slot of the element around it. */
    slot?: string | undefined;
  }
}
`;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
