import { zoomStep } from './zoom.ts';

/** A point within the scroller, in CSS pixels from its corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ZoomTarget {
  /** Multiplies the scale; the picture stays where it is under the point. */
  zoomBy(factor: number, at: Point): void;
  /** From the whole picture to its actual size and back. */
  toggleFit(at: Point): void;
}

/** Zooms with the wheel and with two fingers, moves with one pointer, and toggles by a double click. */
export class ZoomGestures {
  readonly #scroller: HTMLElement;
  readonly #target: ZoomTarget;
  readonly #pointers = new Map<number, Point>();

  constructor(scroller: HTMLElement, target: ZoomTarget) {
    this.#scroller = scroller;
    this.#target = target;
    // Not passive: the page around must not zoom or scroll too.
    scroller.addEventListener('wheel', this.#handleWheel, { passive: false });
    scroller.addEventListener('pointerdown', this.#handlePointerdown);
    scroller.addEventListener('pointermove', this.#handlePointermove);
    scroller.addEventListener('pointerup', this.#handlePointerup);
    scroller.addEventListener('pointercancel', this.#handlePointerup);
    scroller.addEventListener('dblclick', this.#handleDblclick);
  }

  readonly #handleWheel = (event: WheelEvent): void => {
    // With Shift a wheel moves sideways, as everywhere.
    if (event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 40 : 1;
    // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    const speed = event.ctrlKey ? 0.01 : 0.002;
    const delta = Math.max(-120, Math.min(120, event.deltaY * lines));
    this.#target.zoomBy(Math.exp(-delta * speed), this.#pointOf(event));
  };

  readonly #handlePointerdown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#pointers.set(event.pointerId, this.#pointOf(event));
    this.#scroller.setPointerCapture(event.pointerId);
  };

  readonly #handlePointermove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#pointOf(event);
    this.#pointers.set(event.pointerId, now);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) {
      this.#scroller.scrollBy({ left: before.x - now.x, top: before.y - now.y, behavior: 'instant' });
      return;
    }
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    this.#target.zoomBy(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };

  readonly #handlePointerup = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };

  readonly #handleDblclick = (event: MouseEvent): void => {
    this.#target.toggleFit(this.#pointOf(event));
  };

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#scroller.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

/** What a key does to a picture: a factor for its scale, the whole of it, or its actual size. */
export function zoomOfKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | 'fit' | 'actual' | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === '+' || key === '=') return zoomStep;
  if (key === '-') return 1 / zoomStep;
  return key === '0' ? 'fit' : key === '1' ? 'actual' : undefined;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
