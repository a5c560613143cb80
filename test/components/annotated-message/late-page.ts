import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { UIMessage } from '../../../protocol/index.ts';

/** A page on which a module comes when it is told to, or is another one. */
export async function openLatePage(
  path: string,
  replacement?: string,
): Promise<{ frame: HTMLIFrameElement; arrive: () => void }> {
  const frame = document.createElement('iframe');
  const arrival = `await new Promise((arrive) => { globalThis.arrive = arrive; if (globalThis.hasArrived) arrive(); });`;
  const source = replacement ?? `${arrival} export * from '${location.origin}${path}?late';`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  frame.srcdoc = `<!doctype html><script type="importmap">${JSON.stringify({ imports: { [path]: url } })}</script>
    <script type="module" src="/components/annotated-message/annotated-message.ts"></script>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentWindow as Window & { arrive?: () => void; hasArrived?: boolean };
  await page.customElements.whenDefined('annotated-message');
  const arrive = () => {
    page.hasArrived = true;
    page.arrive?.();
  };
  return { frame, arrive };
}

/** Shows a message on such a page. */
export function show(frame: HTMLIFrameElement, message: UIMessage): AnnotatedMessage {
  const element = frame.contentDocument!.createElement('annotated-message');
  element.message = message;
  frame.contentDocument!.body.append(element);
  return element;
}
