const gap = 8;

/**
 * Puts a popover below its anchor, or above it where there is no room below, within the viewport. The style sheet does that by
 * itself where the browser knows anchor positioning; this stands in for it elsewhere.
 */
export function placeBeside(popover: HTMLElement, anchor: HTMLElement): void {
  if (CSS.supports('position-area', 'block-end')) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const centre = at.left + at.width / 2 - width / 2;
  const left = Math.max(gap, Math.min(centre, clientWidth - width - gap));
  const below = at.bottom + gap;
  const top = below + height <= clientHeight ? below : Math.max(gap, at.top - height - gap);
  popover.style.setProperty('left', `${left}px`);
  popover.style.setProperty('top', `${top}px`);
}
