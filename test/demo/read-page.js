// Runs inside the page, as it stands: reads what a person sees, through every shadow root.
globalThis.readPage = {
  /** All text of the last message of the assistant, white space folded. */
  lastAnswer() {
    const last = elements('annotated-message').at(-1);
    return last ? textOf(last) : '';
  },

  /** All text of the page, white space folded. */
  all() {
    return textOf(document.body);
  },

  /** Every element of that name, through every shadow root. */
  elements(name) {
    return elements(name);
  },

  /** True where an image of that address is drawn. */
  shows(url) {
    return elements('img').some((image) => image.src === url && image.naturalWidth > 0);
  },
};

function textOf(root) {
  const read = (node) => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).map(read).join(' ');
    return Array.from((node.shadowRoot ?? node).childNodes, read).join(' ');
  };
  return read(root).replace(/\s+/g, ' ');
}

function elements(name, root = document) {
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...(element.shadowRoot ? elements(name, element.shadowRoot) : []),
  ]);
}
