import type { Content } from './read-content.ts';

const views = {
  table: () => import('./table/preview-table.ts'),
  markdown: () => import('./markdown/preview-markdown.ts'),
  text: () => import('./text/preview-text.ts'),
  code: () => import('./text/preview-text.ts'),
  json: () => import('./json/preview-json.ts'),
  image: () => import('./image/preview-image.ts'),
  pdf: () => import('./pdf/preview-pdf.ts'),
  nothing: () => Promise.resolve(),
} satisfies Record<Content['kind'], () => Promise<unknown>>;

/** Brings the element that shows a kind of content. @throws where its code cannot be reached. */
export async function loadView(kind: Content['kind']): Promise<void> {
  await views[kind]();
}
