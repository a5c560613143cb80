/** The content of footnotes, by what stands in its place. */
const contents = new WeakMap<Node, HTMLElement>();

/** The element whose child nodes show the children of a container. */
export function contentOf(node: Node): Node {
  return contents.get(node) ?? node;
}

/** The children show elsewhere. */
export function setContentOf(node: Node, content: HTMLElement): void {
  contents.set(node, content);
}
