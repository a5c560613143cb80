import type { ElementFacts } from './read-elements.ts';

/** A comment and a member behind it, as they stand in an interface. */
export function member(description: string, name: string, type: string): string {
  const key = /^[a-z]\w*$/i.test(name) ? name : `'${name}'`;
  return `  /** ${description} */\n  ${key}?: ${type} | undefined;`;
}

/** Properties by their own names. A framework sets what an element has as a property as one. */
function propertyMembers({ name: element, properties }: ElementFacts): string[] {
  return properties.map(({ name, description }) => member(description, name, `${element}['${name}']`));
}

/** Attributes that are called otherwise than their properties, as markup writes them. */
function attributeMembers({ name: element, properties }: ElementFacts): string[] {
  return properties.flatMap(({ name, description, attribute, type }) =>
    attribute === undefined || attribute === name
      ? []
      : [
          member(
            description,
            attribute,
            type.includes('number') ? `${element}['${name}'] | \`\${number}\`` : `${element}['${name}']`,
          ),
        ],
  );
}

/** Listeners, under what the framework calls them. */
export function eventMembers({ name: element, events }: ElementFacts, nameOf: (event: string) => string): string[] {
  return events.map(({ name, description }) =>
    member(
      description,
      nameOf(name),
      `((event: HTMLElementEventMap['${name}'] & { readonly currentTarget: ${element} }) => void)`,
    ),
  );
}

/** What both JSX and Svelte take: properties, attributes, and listeners at `on` and the exact name of the event. */
export function declareProps(element: ElementFacts, suffix: string, giver: string): string {
  return declareInterface(`${element.name}${suffix}`, `What ${giver} can give to \`<${element.tagName}>\`.`, [
    ...propertyMembers(element),
    ...attributeMembers(element),
    ...eventMembers(element, (event) => `on${event}`),
  ]);
}

/** Imports of the elements' own types. */
export function elementImports(elements: readonly ElementFacts[]): string {
  return elements
    .map(({ name, module }) => `import type { ${name} } from '../${module.replace(/^dist\//, '')}';`)
    .join('\n');
}

/** An interface with these members. */
export function declareInterface(name: string, description: string, members: readonly string[]): string {
  return `/** ${description} */\nexport interface ${name} {\n${members.join('\n')}\n}`;
}
