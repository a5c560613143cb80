/**
 * Takes what a person has picked out of a picker, where the same can be picked again then. Hidden files of a folder are left out:
 * nobody means them.
 */
export function pickedFiles(picker: HTMLInputElement): File[] {
  const files = [...(picker.files ?? [])];
  picker.value = '';
  return files.filter(({ webkitRelativePath }) => !webkitRelativePath.split('/').some((step) => step.startsWith('.')));
}
