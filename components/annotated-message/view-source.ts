import type { Annotation } from '../../protocol/index.ts';
import { openFileViewer } from '../file-viewer/open-file-viewer.ts';
import { citedPassages } from './cited-passages.ts';
import type { CitedSource } from './citations.ts';

export interface SourceView {
  /** The message that cites it. */
  message: HTMLElement;
  source: CitedSource;
  /** The citation it is opened from; undefined from the list of sources. */
  annotation: Annotation | undefined;
  /** Lights what rests on the passage that is looked at, by the keys of citations. */
  light: (citations: readonly string[]) => void;
}

/** Shows the file that an answer cites, at the passage it is opened from, and lights in the answer what rests on it. */
export async function viewSource({ message, source, annotation, light }: SourceView): Promise<void> {
  if (source.source.type !== 'file') return;
  const passages = citedPassages(source);
  const current = Math.max(
    0,
    passages.findIndex(({ quote }) => quote === annotation?.quote),
  );
  const viewer = await openFileViewer(message, { file: source.source, passages, current });
  const all = source.citations.map(({ key }) => key);
  const show = (index: number): void => light(passages[index]?.citations ?? all);
  viewer.addEventListener('passage-change', ({ current: chosen }) => show(chosen));
  viewer.addEventListener('close', () => light([]));
  show(current);
}
