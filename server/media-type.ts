const mediaTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  py: 'text/x-python',
  svg: 'image/svg+xml',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
};

const unknownType = 'application/octet-stream';

/** The media type that a file's name tells, for services that do not say. */
export function mediaTypeOf(filename: string): string {
  return mediaTypes[extensionOf(filename)] ?? unknownType;
}

/** The media type as the sender claims it, in one spelling and without parameters; where it claims none, what the name tells. */
export function claimedMediaType(type: string, filename: string): string {
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/.test(bare) && bare !== unknownType ? bare : mediaTypeOf(filename);
}

/** `csv` for `Report.CSV`; empty where there is none. */
export function extensionOf(filename: string): string {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
}
