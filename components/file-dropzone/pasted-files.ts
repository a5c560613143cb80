/**
 * The files a person means by pasting. Office programs put a picture of the copied text beside the text itself; then the text
 * is meant. A file manager puts the file's name beside the file, as plain text only; then the file is.
 */
export function pastedFiles(clipboard: DataTransfer | null): File[] {
  const files = [...(clipboard?.files ?? [])];
  const isRichText = clipboard?.types.includes('text/html') && clipboard.getData('text/plain').trim() !== '';
  if (isRichText) return [];
  return clipboard?.types.includes('text/plain') ? files : files.map(named);
}

/** Browsers call every picture of the clipboard `image.png`; its time tells one screenshot from the next. */
function named(file: File): File {
  if (file.name !== 'image.png') return file;
  const now = new Date();
  const digits = (number: number): string => String(number).padStart(2, '0');
  const day = [now.getFullYear(), digits(now.getMonth() + 1), digits(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(digits).join('.');
  return new File([file], `Screenshot ${day} at ${time}.png`, { type: file.type, lastModified: file.lastModified });
}
