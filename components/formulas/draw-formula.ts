import type { DrawFormula } from '../markdown/index.ts';

/** What draws formulas, or will; null where it is not to be had. */
let drawing: DrawFormula | Promise<DrawFormula | null> | null | undefined;

/** Draws formulas as MathML by `temml`, loaded when the first one comes. Without it their source shows. */
export const drawFormula: DrawFormula = (source, display) => {
  drawing ??= load();
  if (drawing instanceof Promise) return drawing.then((draw) => draw?.(source, display));
  return drawing === null ? undefined : drawing(source, display);
};

async function load(): Promise<DrawFormula | null> {
  const found = await import('./load-temml.ts').then(
    ({ loadTemml }) => loadTemml(),
    () => null,
  );
  drawing = found;
  return found;
}
