import type { Described, ElementFacts } from './read-elements.ts';

/** What VS Code says and offers in HTML: https://code.visualstudio.com/blogs/2020/02/24/custom-data-format. */
export function htmlData(elements: readonly ElementFacts[]): object {
  return {
    version: 1.1,
    tags: elements.map(({ tagName, description, properties, events, slots }) => ({
      name: tagName,
      description: {
        kind: 'markdown',
        value: [description, ...list('Slots', slots), ...list('Events', events)].join('\n\n'),
      },
      attributes: properties.flatMap(({ attribute, description: value, type }) =>
        attribute === undefined
          ? []
          : [{ name: attribute, description: { kind: 'markdown', value }, ...valuesOf(type) }],
      ),
    })),
  };
}

/** What VS Code says and offers in style sheets. */
export function cssData(elements: readonly ElementFacts[]): object {
  const properties = new Map(elements.flatMap(({ cssProperties }) => cssProperties).map((one) => [one.name, one]));
  const parts = new Map<string, string[]>();
  for (const { tagName, parts: own } of elements) {
    for (const { name, description } of own) {
      parts.set(name, [...(parts.get(name) ?? []), `\`<${tagName}>\`: ${description}`]);
    }
  }
  return {
    version: 1.1,
    properties: [...properties.values()].map(({ name, description }) => ({ name, description })),
    pseudoElements: [...parts].map(([name, lines]) => ({
      name: `::part(${name})`,
      description: { kind: 'markdown', value: lines.join('\n\n') },
    })),
  };
}

function list(title: string, items: readonly Described[]): string[] {
  if (items.length === 0) return [];
  return [
    `**${title}**`,
    items.map(({ name, description }) => `- \`${name || 'default'}\`: ${description}`).join('\n'),
  ];
}

/** `'auto' | 'light'` as the two values; `boolean` as an attribute that has none. */
function valuesOf(type: string): object {
  if (type === 'boolean') return { valueSet: 'v' };
  const values = [...type.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }));
  return values.length > 0 ? { values } : {};
}
