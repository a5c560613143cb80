/** Lets a reader choose light or dark; the choice is kept for the next page by `before-drawing.ts`. */
export function bindTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('.theme-button');
  if (!button) return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const { dataset } = document.documentElement;
  const isDark = (): boolean => (dataset['theme'] ? dataset['theme'] === 'dark' : dark.matches);
  const show = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.ariaLabel = isDark() ? 'Light colours' : 'Dark colours';
  };
  button.addEventListener('click', () => {
    dataset['theme'] = isDark() ? 'light' : 'dark';
    show();
    localStorage.setItem('assistant-kit-docs-theme', dataset['theme']);
  });
  dark.addEventListener('change', show);
  button.hidden = false;
  show();
}
