import type { AnnotationSource, FileSource, UrlSource } from '../../protocol/index.ts';

type Facts<Source> = { [Fact in keyof Source]?: unknown };

/** A page as a source; undefined where nobody could tell which. */
export function urlSource({ id, url, title }: Facts<UrlSource>): UrlSource | undefined {
  if (!isText(url)) return undefined;
  return { type: 'url', id: isText(id) ? id : url, url, ...(isText(title) && { title }) };
}

/** A file as a source; undefined where it has neither a name nor an id. */
export function fileSource({ id, filename, mediaType, url }: Facts<FileSource>): FileSource | undefined {
  const name = isText(filename) ? filename : id;
  if (!isText(name)) return undefined;
  return {
    type: 'file',
    id: isText(id) ? id : name,
    filename: name,
    ...(isText(mediaType) && { mediaType }),
    ...(isText(url) && { url }),
  };
}

/** Equal for what a person would call the same source: pages by address (ids of theirs are made up anew each time), files by id. */
export function sourceKey(source: AnnotationSource): string {
  return source.type === 'url' ? `url:${source.url}` : `file:${source.id}`;
}

/** What a person calls it: the file's name, the page's title, else the page's host. */
export function sourceName(source: AnnotationSource): string {
  if (source.type === 'file') return source.filename;
  if (source.title) return source.title;
  return URL.canParse(source.url) ? new URL(source.url).hostname.replace(/^www\./, '') : source.url;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
