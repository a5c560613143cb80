import { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { MessagePart, UIMessage } from '../../../protocol/index.ts';
import { assistant } from './message-builders.ts';

export type Layer = 'assistant-citation' | 'assistant-citation-active';

/** A message on the page, alone on it. */
export async function render(message: UIMessage | MessagePart[], changes: Partial<AnnotatedMessage> = {}) {
  document.body.querySelectorAll('annotated-message').forEach((element) => element.remove());
  const element = new AnnotatedMessage();
  Object.assign(element, { message: Array.isArray(message) ? assistant(...message) : message, ...changes });
  document.body.append(element);
  await element.updateComplete;
  return element;
}

/** Lets the message grow, or become another one. */
export async function grow(element: AnnotatedMessage, ...parts: MessagePart[]): Promise<void> {
  element.message = { ...(element.message ?? assistant()), parts };
  await element.updateComplete;
}

export function inside(element: AnnotatedMessage): ShadowRoot {
  if (!element.shadowRoot) throw new Error('The message has not been rendered.');
  return element.shadowRoot;
}

/** What a person reads of the texts, without controls. */
export function readableText(element: AnnotatedMessage): string {
  return [...inside(element).querySelectorAll('.text')].map(textWithoutControls).join('\n');
}

/** The words in light, each passage whole, in document order. */
export function passages(element: AnnotatedMessage, layer: Layer = 'assistant-citation'): string[] {
  const ranges = [...(CSS.highlights?.get(layer) ?? [])]
    .map((range) => range as Range)
    .filter((range) => range.startContainer.getRootNode() === element.shadowRoot && !range.collapsed)
    .sort(
      (one, other) =>
        one.compareBoundaryPoints(Range.START_TO_START, other) || one.compareBoundaryPoints(Range.END_TO_END, other),
    );
  return joined(ranges);
}

/** Likewise, where words are lit by `<mark>`. */
export function marked(element: AnnotatedMessage, selector = 'mark'): string[] {
  return joined(
    [...inside(element).querySelectorAll(selector)].map((mark) => {
      const range = document.createRange();
      range.selectNodeContents(mark);
      return range;
    }),
  );
}

export function markers(element: AnnotatedMessage): HTMLButtonElement[] {
  return [...inside(element).querySelectorAll<HTMLButtonElement>('[part="marker"]')];
}

/** The words before each marker, and the number on it. */
export function markerPlaces(element: AnnotatedMessage): string[] {
  return markers(element).map((marker) => {
    const range = document.createRange();
    range.setStart(marker.closest('p, li, td, h1, pre') ?? inside(element), 0);
    range.setEndBefore(marker);
    const before = textWithoutControls(range.cloneContents()).trim().split(/\s+/).slice(-1);
    return `${before} ${marker.textContent}`;
  });
}

export function openPreview(element: AnnotatedMessage): HTMLElement | null {
  return inside(element).querySelector<HTMLElement>('[popover]:popover-open');
}

/** Waits for a condition, as long as the test may run. */
export async function until<Value>(condition: () => Value): Promise<NonNullable<Value>> {
  for (;;) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Where a pointer has to go to be on an element, once it stays there: what is out of sight gets its size a frame later. */
export async function middleOf(element: Element): Promise<[number, number]> {
  const root = element.getRootNode() as ShadowRoot;
  let place: [number, number] = [0, 0];
  let framesInPlace = 0;
  await until(() => {
    const [left, top] = place;
    const box = element.getBoundingClientRect();
    place = [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
    framesInPlace = place[0] === left && place[1] === top ? framesInPlace + 1 : 0;
    return framesInPlace > 2 && element.contains(root.elementFromPoint(left, top));
  });
  return place;
}

/** Ranges that have nothing readable between them are one passage. */
function joined(ranges: readonly Range[]): string[] {
  const found: { words: string; last: Range }[] = [];
  for (const range of ranges) {
    const words = textWithoutControls(range.cloneContents());
    const previous = found.at(-1);
    if (previous && isAdjacent(previous.last, range)) {
      previous.words += words;
      previous.last = range;
    } else found.push({ words, last: range });
  }
  return found.map(({ words }) => words);
}

function isAdjacent(one: Range, other: Range): boolean {
  const between = document.createRange();
  between.setStart(one.endContainer, one.endOffset);
  between.setEnd(other.startContainer, other.startOffset);
  return !between.collapsed || one.endContainer === other.startContainer
    ? textWithoutControls(between.cloneContents()) === '' && one.compareBoundaryPoints(Range.END_TO_END, other) <= 0
    : true;
}

function textWithoutControls(node: Node): string {
  const copy = node.cloneNode(true) as ParentNode & Node;
  copy.querySelectorAll('button, [popover]').forEach((control) => control.remove());
  return copy.textContent ?? '';
}
