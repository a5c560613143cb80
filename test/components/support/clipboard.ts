/** The next text that is put on the clipboard, which no test may read. */
export function catchCopied(): Promise<string> {
  const { clipboard } = navigator;
  return new Promise((resolve) => {
    const writeText = (text: string): Promise<void> => {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
      resolve(text);
      return Promise.resolve();
    };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  });
}
