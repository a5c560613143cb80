// Runs inside the page that the hostile messages are shown on, as it stands: notes what should never happen.
import './cdn.js';

/** What has run, and what the policy had to stop. */
globalThis.noted = [];
globalThis.pwned = (how = 'something') => globalThis.noted.push(`ran: ${how}`);
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  globalThis.noted.push(`violated: ${violatedDirective} ${blockedURI} ${sample}`),
);

/** Shows a message, grown by pieces of its text, each of them drawn; resolves when it is whole and on the screen. */
globalThis.show = async (message, count) => {
  await customElements.whenDefined('annotated-message');
  const element = document.createElement('annotated-message');
  document.body.append(element);
  const [text, ...others] = message.parts;
  for (let piece = 1; piece < count; piece++) {
    const end = Math.ceil((text.text.length * piece) / count);
    const grown = { ...text, text: text.text.slice(0, end), state: 'streaming' };
    element.message = { ...message, parts: [grown, ...others] };
    await element.updateComplete;
  }
  element.message = message;
  await element.updateComplete;
  while (text.text.includes('$x$') && !element.shadowRoot.querySelector('math'))
    await new Promise(requestAnimationFrame);
  // Everything a pointer or a key could start.
  for (const control of element.shadowRoot.querySelectorAll('[part="marker"], [part="sources"] button'))
    control.click();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
};

/** The text that shows of the last message. */
globalThis.shownText = () => {
  const root = document.querySelector('annotated-message:last-of-type').shadowRoot;
  return Array.from(root.querySelectorAll('.text'), (text) => text.textContent).join('');
};

/** Names and attributes of elements in it that have no business there. */
globalThis.suspicious = () => {
  const root = document.querySelector('annotated-message:last-of-type').shadowRoot;
  const isFormula = (element) => element.closest('[part~="math"] > math') !== null;
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...(/^(?:script|style|iframe|object|embed|form|base|meta|link|math|video|audio)$/.test(element.localName) &&
    !isFormula(element)
      ? [element.localName]
      : []),
    ...Array.from(element.attributes)
      // What draws formulas sets lengths and colours by the style of their elements.
      .filter(({ name }) => name !== 'style' || !isFormula(element))
      .filter(
        ({ name, value }) =>
          (isFormula(element) && /^id$|^href$/.test(name)) ||
          /^on|^style$|^srcdoc$/.test(name) ||
          /^\s*(?:java|vb)script:|^\s*data:/i.test(value),
      )
      .map(({ name, value }) => `${element.localName} ${name}=${value.slice(0, 40)}`),
    ...(element.localName === 'img' ? [`img ${element.src}`] : []),
  ]);
};
