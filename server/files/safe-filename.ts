const longest = 150;
/** Control characters, and those that turn the direction of text around and so hide what a file really is. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A file's name that is safe as a name, in a header and on a page: no path, nothing hidden, at most 150 characters. */
export function safeFilename(name: string): string {
  const base = name.normalize('NFC').replace(hidden, '').split(/[/\\]/).at(-1) ?? '';
  const trimmed = wellFormed(base).replace(/^[\s.]+|[\s.]+$/gu, '');
  if (trimmed === '') return 'file';
  if (trimmed.length <= longest) return trimmed;
  const extension = /\.[^.\s]{1,16}$/u.exec(trimmed)?.[0] ?? '';
  return `${wellFormed(trimmed.slice(0, longest - extension.length))}${extension}`;
}

/** Without halves of surrogate pairs, which no header can carry. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
