import type { SearchEntry } from '../search-index.ts';
import { rankEntries } from './rank-entries.ts';

/** Characters of a passage that are shown around the first word that was found. */
const shownAround = 60;

/** Searches as somebody types; `/` goes to the box, arrows go through what was found, Escape closes it. */
export function bindSearch(): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  const found = document.querySelector<HTMLElement>('#found');
  const count = document.querySelector<HTMLElement>('#found-count');
  if (!input || !found || !count) return;
  let entries: Promise<readonly SearchEntry[]> | undefined;

  const show = async (): Promise<void> => {
    // Nobody who does not search has to load it; who cannot load it may try again.
    entries ??= loadEntries().catch((error: unknown) => {
      entries = undefined;
      throw error;
    });
    const query = input.value;
    const ranked = rankEntries(await entries, query);
    if (query !== input.value) return;
    const list = document.createElement('ul');
    list.append(...ranked.map((entry) => asItem(entry, query)));
    found.replaceChildren(list);
    found.hidden = ranked.length === 0;
    count.textContent = query.trim() === '' ? '' : ranked.length === 0 ? 'Nothing found' : `${ranked.length} found`;
  };
  const close = (): void => {
    found.hidden = true;
    count.textContent = '';
  };

  input.addEventListener('input', () => void show());
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !isTyping(event)) {
      event.preventDefault();
      input.focus();
    }
  });
  input.closest('search')?.addEventListener('keydown', (event) => {
    const links = [...found.querySelectorAll('a')];
    const { key } = event as KeyboardEvent;
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (key === 'Escape') {
      close();
      input.focus();
    } else if (key === 'Enter' && at < 0 && !found.hidden) links[0]?.click();
    else if (key === 'ArrowDown' && !found.hidden) links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (key === 'ArrowUp' && at >= 0) (links[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener('focusin', ({ target }) => {
    if (!input.closest('search')?.contains(target as Node)) close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!input.closest('search')?.contains(target as Node)) close();
  });
}

async function loadEntries(): Promise<readonly SearchEntry[]> {
  const response = await fetch('search.json');
  return (await response.json()) as readonly SearchEntry[];
}

/** Also in a text box within an element's shadow. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function asItem({ url, page, heading, text }: SearchEntry, query: string): HTMLLIElement {
  const link = Object.assign(document.createElement('a'), { href: url });
  const title = document.createElement('strong');
  title.textContent = heading === '' ? page : `${page} · ${heading}`;
  link.append(title, ' ', excerpt(text, query));
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function excerpt(text: string, query: string): string {
  const [word = ''] = query.toLowerCase().match(/[\p{L}\p{N}_-]+/u) ?? [];
  const at = Math.max(0, text.toLowerCase().indexOf(word));
  const start = Math.max(0, at - shownAround);
  return `${start > 0 ? '…' : ''}${text.slice(start, at + shownAround)}`;
}
