import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A person this near to the end, in CSS pixels, is reading along. */
const nearEnd = 32;

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
  #top = 0;

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
    this.hostConnected();
  }

  /** Goes to the end and stays there. */
  follow(behavior: ScrollBehavior = 'instant'): void {
    this.#setFollowing(true);
    this.#scroller?.scrollTo({ top: this.#scroller.scrollHeight, behavior });
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

  #handleResize(): void {
    if (!this.#scroller) return;
    if (this.#isFollowing) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else this.#setFollowing(this.#isNearEnd());
  }

  readonly #handleScroll = (): void => {
    const top = this.#scroller?.scrollTop ?? 0;
    if (this.#isNearEnd()) this.#setFollowing(true);
    else if (top < this.#top) this.#setFollowing(false);
    this.#top = top;
  };

  /** What a person unfolds they want to read: it must not be pushed out of view. */
  readonly #handleClick = (event: Event): void => {
    if (event.composedPath().some((target) => target instanceof HTMLElement && target.localName === 'summary')) {
      this.#setFollowing(false);
    }
  };

  #isNearEnd(): boolean {
    const { scrollHeight = 0, clientHeight = 0, scrollTop = 0 } = this.#scroller ?? {};
    return scrollHeight - clientHeight - scrollTop <= nearEnd;
  }

  #setFollowing(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#host.requestUpdate();
  }
}
