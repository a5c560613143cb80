import type { DrawDiagram } from './markdown/index.ts';

let draw: DrawDiagram | undefined;

/**
 * Draws diagrams in all messages that are shown from now on. Complete blocks of code are offered with their language; what is
 * returned is put in as it is, so it must be such that nothing in it can run: an image, for example.
 */
export function setDiagrams(drawDiagram: DrawDiagram | undefined): void {
  draw = drawDiagram;
}

/** Draws a diagram as the page has said. */
export const drawDiagram: DrawDiagram = async (language, source) => draw?.(language, source);
