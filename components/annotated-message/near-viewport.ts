import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Seen = (isNear: boolean) => void;

/**
 * Knows whether its element is on screen or almost. Highlights of text cost on every frame that changes the page, seen or
 * not, so in a long thread only those near the eye may be there.
 */
export class NearViewport implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #onchange: () => void;
  #isNear: boolean | undefined;
  #isNeeded = false;

  constructor(host: ReactiveControllerHost & Element, onchange: () => void) {
    this.#host = host;
    this.#onchange = onchange;
    host.addController(this);
  }

  /** Undefined until it is known, which takes a frame. */
  get isNear(): boolean | undefined {
    return this.#isNear;
  }

  /** Observing is not free either; most messages have nothing to light. */
  set isNeeded(isNeeded: boolean) {
    if (isNeeded === this.#isNeeded) return;
    this.#isNeeded = isNeeded;
    if (isNeeded) observe(this.#host, this.#handleSeen);
    else this.hostDisconnected();
  }

  hostConnected(): void {
    if (this.#isNeeded) observe(this.#host, this.#handleSeen);
  }

  hostDisconnected(): void {
    unobserve(this.#host);
    this.#isNear = undefined;
  }

  readonly #handleSeen: Seen = (isNear) => {
    if (isNear === this.#isNear) return;
    this.#isNear = isNear;
    this.#onchange();
  };
}

// One observer for the page: two thousand of them cost eight times as much as one with two thousand elements.
const listeners = new WeakMap<Element, Seen>();
let observer: IntersectionObserver | undefined;

function observe(element: Element, seen: Seen): void {
  listeners.set(element, seen);
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: '100%', scrollMargin: '100%' } as IntersectionObserverInit,
  );
  observer.observe(element);
}

function unobserve(element: Element): void {
  listeners.delete(element);
  observer?.unobserve(element);
}
