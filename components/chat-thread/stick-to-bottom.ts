import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A person who comes this near to the end, in CSS pixels, wants to read along. */
const nearEnd = 32;

/** What a person, or what reads to them, does before something scrolls. */
const inputs = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const;

/** So long after it, in milliseconds, what scrolls is still their doing: browsers scroll smoothly. */
const inputLasts = 1000;

/**
 * Keeps the end of a growing list in view, unless the person has scrolled up or unfolded something to read it. It acts after
 * layout, in a ResizeObserver, so that nothing is measured while the page is being written.
 */
export class StickToBottom implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #observer = new ResizeObserver(() => this.#handleResize());
  #scroller: HTMLElement | undefined;
  #content: HTMLElement | undefined;
  #isFollowing = true;
  /** The person has unfolded something, and has not scrolled since. */
  #isReading = false;
  #inputAt = -Infinity;
  #top = 0;
  #height = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The end is kept in view. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Names the elements, once they are there. */
  observe(scroller: HTMLElement, content: HTMLElement): void {
    this.#scroller = scroller;
    this.#content = content;
    scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
    scroller.addEventListener('click', this.#handleClick);
    for (const type of inputs) scroller.addEventListener(type, this.#handleInput, { passive: true });
    this.hostConnected();
  }

  /** Goes to the end and stays there. */
  follow(behavior: ScrollBehavior = 'instant'): void {
    this.#stay();
    this.#scroller?.scrollTo({ top: this.#scroller.scrollHeight, behavior });
  }

  /** The same once the page has been laid out: an observer that is asked anew always answers. */
  followLater(): void {
    this.#stay();
    if (!this.#content) return;
    this.#observer.unobserve(this.#content);
    this.#observer.observe(this.#content);
  }

  /** An element that is moved in the document loses its place in the text; observing again brings it back. */
  hostConnected(): void {
    if (!this.#scroller || !this.#content) return;
    this.#scroller.scrollTop = this.#top;
    this.#observer.observe(this.#scroller);
    this.#observer.observe(this.#content);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #stay(): void {
    this.#setReading(false);
    this.#inputAt = -Infinity;
    this.#setFollowing(true);
  }

  #handleResize(): void {
    if (!this.#scroller) return;
    const { scrollHeight, clientHeight } = this.#scroller;
    if (this.#isFollowing) this.#scroller.scrollTop = scrollHeight;
    else if (scrollHeight <= clientHeight && !this.#isReading) this.#setFollowing(true);
  }

  readonly #handleScroll = (): void => {
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller as HTMLElement;
    const distance = scrollHeight - clientHeight - scrollTop;
    // What comes and goes moves everything too, and a reply may have grown on before this event is told.
    const isLayout = scrollHeight !== this.#height && performance.now() - this.#inputAt > inputLasts;
    if (scrollTop < this.#top && distance > 1) {
      if (!isLayout) this.#setFollowing(false);
    } else if (distance <= nearEnd && !this.#isReading) this.#setFollowing(true);
    this.#top = scrollTop;
    this.#height = scrollHeight;
  };

  readonly #handleInput = (): void => {
    this.#inputAt = performance.now();
    this.#setReading(false);
  };

  /** What a person unfolds they want to read: it must not be pushed out of view. */
  readonly #handleClick = (event: Event): void => {
    if (event.composedPath().some((target) => target instanceof HTMLElement && target.localName === 'summary')) {
      this.#setReading(true);
      this.#setFollowing(false);
    }
  };

  /** The browser must not hold on to what stands below what is unfolded, either. */
  #setReading(isReading: boolean): void {
    this.#isReading = isReading;
    this.#scroller?.toggleAttribute('data-reading', isReading);
  }

  #setFollowing(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#host.requestUpdate();
  }
}
