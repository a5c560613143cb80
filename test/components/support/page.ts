import 'axe-core/axe.min.js';
import { emulateMedia } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

declare global {
  interface Window {
    axe: { run(context: Element, options: object): Promise<AxeResults> };
  }
}

/** Puts an element on the page; `afterEach(clearPage)` takes it away. */
export async function place<Kind extends LitElement>(element: Kind, changes: Partial<Kind> = {}): Promise<Kind> {
  Object.assign(element, changes);
  document.body.append(element);
  await element.updateComplete;
  return element;
}

export function clearPage(): void {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
  document.documentElement.removeAttribute('style');
}

/** Gives the page the colours of a scheme, with a ground that can be measured, and no motion that is still on its way to them. */
export async function preferScheme(colorScheme: 'light' | 'dark'): Promise<void> {
  await emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  document.documentElement.style.colorScheme = 'light dark';
  document.documentElement.style.background = 'light-dark(white, oklch(0.2 0.008 235))';
}

/** Waits, frame by frame, until a condition holds; the runner's own time limit ends it. */
export async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await nextFrame();
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Everything below a node that matches, through open shadow roots, in document order. */
export function findAll<Kind extends Element = HTMLElement>(root: ParentNode, selector: string): Kind[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as Kind] : []),
    ...(element.shadowRoot ? findAll<Kind>(element.shadowRoot, selector) : []),
  ]);
}

/** The first that matches, through open shadow roots. */
export function find<Kind extends Element = HTMLElement>(root: Element | ParentNode, selector: string): Kind {
  const within = root instanceof Element && root.shadowRoot ? [root.shadowRoot, root] : [root];
  const found = within.flatMap((place_) => findAll<Kind>(place_, selector))[0];
  if (!found) throw new Error(`Nothing matches ${selector}.`);
  return found;
}

/** The visible buttons and links below a node by what a screen reader calls them. */
export function controls(root: Element, name: string | RegExp): HTMLElement[] {
  const within = root.shadowRoot ? [root.shadowRoot, root] : [root];
  return within
    .flatMap((place_) => findAll(place_, 'button, a, summary, [role=button]'))
    .filter((element) => {
      const label = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
      const matches = typeof name === 'string' ? label === name : name.test(label);
      return matches && element.checkVisibility();
    });
}

export function control(root: Element, name: string | RegExp): HTMLElement {
  const [found] = controls(root, name);
  if (!found) throw new Error(`There is no control named ${name}.`);
  return found;
}

/** The element that has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What a screen reader calls the element that has the focus. An assertion on the element itself would print the whole page. */
export function focusedName(): string {
  const element = focused();
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Fails with what axe finds against WCAG 2.2 A and AA and its own good practice. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await window.axe.run(element, {
    // Those ask for landmarks around the element, which are the page's.
    rules: { region: { enabled: false } },
  });
  const report = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`,
  );
  expect(report.join('\n')).to.equal('');
}
