import { extensionOf } from '../file-attachment/file-kind.ts';

/** How a file is shown. `document`: only its text can be, where somebody else has extracted it; `none`: not at all. */
export type PreviewKind =
  | 'image'
  | 'table'
  | 'json'
  | 'markdown'
  | 'text'
  | 'code'
  | 'html'
  | 'pdf'
  | 'document'
  | 'none';

const byExtension: ReadonlyMap<string, PreviewKind> = new Map([
  ...kinds('image', 'png jpg jpeg gif webp avif svg bmp ico'),
  ...kinds('table', 'csv tsv tab'),
  ...kinds('json', 'json geojson ipynb webmanifest'),
  ...kinds('markdown', 'md markdown mdx'),
  ...kinds('text', 'txt text log rst tex srt vtt'),
  ...kinds(
    'code',
    'js mjs cjs ts mts tsx jsx py rb go rs java kt swift c h cpp hpp cs php pl lua r jl sh bash ps1 sql',
  ),
  ...kinds('code', 'yaml yml toml ini cfg env xml css scss less vue svelte jsonl ndjson diff patch proto graphql'),
  ...kinds('html', 'html htm xhtml'),
  ...kinds('pdf', 'pdf'),
  ...kinds('document', 'docx doc odt rtf pptx ppt xlsx xls epub'),
  ...kinds('none', 'zip tar gz tgz bz2 xz 7z rar mp3 wav m4a ogg flac mp4 mov webm exe dmg iso parquet tif tiff heic'),
]);

const byMediaType: readonly (readonly [RegExp, PreviewKind])[] = [
  [/^image\/(png|jpeg|gif|webp|avif|svg\+xml|bmp|x-icon)/, 'image'],
  [/^text\/(csv|tab-separated-values)/, 'table'],
  [/^application\/pdf/, 'pdf'],
  [/^(text\/html|application\/xhtml)/, 'html'],
  [/^text\/markdown/, 'markdown'],
  [/[/+]json\b/, 'json'],
  [/^application\/(javascript|sql|x-sh|x-python)|[/+](xml|yaml|toml|javascript|css|x-python)\b/, 'code'],
  [/^text\//, 'text'],
  [/officedocument|opendocument|msword|rtf|epub/, 'document'],
];

/** How a file is shown, by its name, which people choose with care, else by its media type. */
export function previewKind(filename: string, mediaType = ''): PreviewKind {
  const known = byExtension.get(extensionOf(filename));
  if (known) return known;
  return byMediaType.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'none';
}

/**
 * The type under which bytes become a picture. Never anything but an image, so that the address of the bytes shows nothing
 * that runs, wherever somebody opens it.
 */
export function imageType(filename: string, mediaType = ''): string {
  const extension = extensionOf(filename);
  if (extension === 'svg' || mediaType.startsWith('image/svg')) return 'image/svg+xml';
  // Browsers look into the bytes for which of these it really is.
  return 'image/png';
}

function kinds(kind: PreviewKind, extensions: string): [string, PreviewKind][] {
  return extensions.split(' ').map((extension) => [extension, kind]);
}
