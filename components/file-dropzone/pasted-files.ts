/**
 * The files a person means by pasting. Office programs put a picture of the copied text beside the text itself; then the text
 * is meant. A file manager puts the file's name beside the file, as plain text only; then the file is.
 */
export function pastedFiles(clipboard: DataTransfer | null): File[] {
  const files = [...(clipboard?.files ?? [])];
  const isRichText = clipboard?.types.includes('text/html') && clipboard.getData('text/plain').trim() !== '';
  return isRichText ? [] : files;
}
