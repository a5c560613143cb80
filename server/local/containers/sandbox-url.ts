const folder = 'sandbox:/mnt/data/';

/** The URL an answer links to a container file with; nothing in it can end a markdown link early. */
export function sandboxUrl(name: string): string {
  return folder + encodeURI(name).replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
}

/** Where a text links to a container file, in any way its path may be written. */
export function sandboxLinks(text: string, name: string): { start: number; end: number }[] {
  const urls = new Set([
    sandboxUrl(name),
    ...[name, encodeURI(name), encodeURIComponent(name)].map((path) => folder + path),
  ]);
  return [...urls].flatMap((url) => {
    const links: { start: number; end: number }[] = [];
    for (let start = text.indexOf(url); start >= 0; start = text.indexOf(url, start + 1)) {
      const end = start + url.length;
      // A URL that merely begins like this one is another file's.
      if (/[(<]/.test(text[start - 1] ?? '') && /[)>]/.test(text[end] ?? '')) links.push({ start, end });
    }
    return links;
  });
}
