import { childCount, childrenOf, JsonNumber, type JsonNode } from './json-children.ts';

/** More of a text is not drawn; the file itself has it all. */
const longestText = 5000;

/** Says how many items stand below a node that is closed. */
type CountItems = (count: number) => string;

/** A node as a piece of document. What stands below it comes when somebody opens it. */
export function jsonElement(node: JsonNode, countItems: CountItems, isOpen = false): HTMLElement {
  const count = childCount(node);
  if (!count) return withKey(node, element('div', 'leaf'), jsonValue(node.value));
  const details = element('details', 'branch');
  const brackets = Array.isArray(node.value) ? '[…]' : '{…}';
  const shape = node.part ? [] : [element('span', 'shape', brackets), ' '];
  details.append(withKey(node, element('summary', ''), ...shape, element('span', 'count', countItems(count))));
  const fill = (): void => {
    if (details.children.length > 1) return;
    const children = element('div', 'children');
    children.append(...childrenOf(node).map((child) => jsonElement(child, countItems)));
    details.append(children);
  };
  details.addEventListener('toggle', fill);
  if (isOpen) fill();
  details.open = isOpen;
  return details;
}

function withKey({ key, part }: JsonNode, line: HTMLElement, ...words: (Node | string)[]): HTMLElement {
  if (part) line.append(element('span', 'key', `${part.first} – ${part.last - 1}`), ' ');
  else if (key !== undefined) line.append(element('span', 'key', String(key)), ': ');
  line.append(...words);
  return line;
}

function jsonValue(value: unknown): HTMLElement {
  if (value instanceof JsonNumber) return element('span', 'number', value.source);
  if (typeof value === 'string') {
    const text = value.length > longestText ? `${value.slice(0, longestText)}…` : value;
    return element('span', 'string', JSON.stringify(text));
  }
  if (typeof value === 'object' && value !== null) return element('span', 'shape', Array.isArray(value) ? '[]' : '{}');
  return element('span', typeof value === 'number' ? 'number' : 'word', String(value));
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  if (className) created.className = className;
  created.append(text);
  return created;
}
