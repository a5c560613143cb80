/** Brings the page that is read into view in the list of all, which is longer than most windows. */
export function showCurrentPage(): void {
  const list = document.querySelector<HTMLElement>('#pages');
  const current = list?.querySelector<HTMLElement>('[aria-current]');
  if (!list || !current) return;
  const show = (): void => {
    const { top, bottom } = list.getBoundingClientRect();
    const place = current.getBoundingClientRect();
    // By hand, for `scrollIntoView` moves the page, too.
    list.scrollTop += (place.top + place.bottom - top - bottom) / 2;
  };
  list.addEventListener('toggle', show);
  show();
}
