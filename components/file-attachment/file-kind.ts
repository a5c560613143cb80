/** What a file is at a glance; one icon and one hue each. */
export type FileKind = 'document' | 'table' | 'image' | 'code' | 'archive' | 'sound';

const byExtension: Record<string, FileKind> = {
  ...kinds('table', 'csv tsv xls xlsx ods numbers parquet'),
  ...kinds('image', 'png jpg jpeg gif webp avif svg bmp heic tif tiff'),
  ...kinds('code', 'js mjs ts tsx jsx py rb go rs java c h cpp cs php sh sql json yaml yml toml xml html css ipynb'),
  ...kinds('archive', 'zip tar gz tgz bz2 xz 7z rar'),
  ...kinds('sound', 'mp3 wav m4a ogg flac mp4 mov webm'),
};

/** The kind of a file by its name, which people choose with care, else by its media type. */
export function fileKind(filename: string, mediaType = ''): FileKind {
  const known = byExtension[extensionOf(filename)];
  if (known) return known;
  if (mediaType.startsWith('image/')) return 'image';
  if (mediaType.startsWith('audio/') || mediaType.startsWith('video/')) return 'sound';
  if (/csv|spreadsheet|excel/.test(mediaType)) return 'table';
  if (/json|script|[/+]xml|python/.test(mediaType)) return 'code';
  if (/zip|tar|compressed/.test(mediaType)) return 'archive';
  return 'document';
}

/** The lower-case extension without its dot; empty where there is none. */
export function extensionOf(filename: string): string {
  return /[^/\\]\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
}

function kinds(kind: FileKind, extensions: string): Record<string, FileKind> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, kind]));
}
