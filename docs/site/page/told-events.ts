const mostShown = 8;

/** Lists the events of the element that a page shows live, as they come. */
export function bindTold(): void {
  const list = document.querySelector<HTMLElement>('.told');
  const stage = document.querySelector('.stage');
  if (!list || !stage) return;
  for (const name of list.dataset['events']?.split(' ') ?? []) {
    // On the way down, for some of them do not bubble.
    stage.addEventListener(
      name,
      () => {
        const item = document.createElement('li');
        item.append(Object.assign(document.createElement('code'), { textContent: name }));
        list.append(item);
        while (list.childElementCount > mostShown) list.firstElementChild?.remove();
      },
      { capture: true },
    );
  }
}
