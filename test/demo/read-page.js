// Runs inside the page, as it stands: reads what a person sees, through every shadow root.
globalThis.readPage = {
  /** All text of the last message of the assistant, white space folded. */
  lastAnswer() {
    const read = (node) => {
      if (node instanceof Text) return node.data;
      if (node instanceof HTMLStyleElement) return '';
      return Array.from((node.shadowRoot ?? node).childNodes, read).join(' ');
    };
    const last = elements('annotated-message').at(-1);
    return last ? read(last).replace(/\s+/g, ' ') : '';
  },

  /** True where an image of that address is drawn. */
  shows(url) {
    return elements('img').some((image) => image.src === url && image.naturalWidth > 0);
  },
};

function elements(name, root = document) {
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...(element.shadowRoot ? elements(name, element.shadowRoot) : []),
  ]);
}
