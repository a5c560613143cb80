import { trimBlankLines } from './blocks/code.ts';
import { continueRichBlock } from './blocks/continue-rich-block.ts';
import { endsHtml } from './blocks/html-block.ts';
import { blockStarts } from './blocks/rich-block-starts.ts';
import { addRow, barOfHeader, suspectTable } from './blocks/table.ts';
import { decodeEntity, loadEntities } from './inlines/entity.ts';
import { RichReader } from './inlines/rich-reader.ts';
import type { RichMarkdown } from './rich.ts';
import { createRichView } from './view/create-rich-view.ts';
import { redrawLines } from './view/redraw-lines.ts';
import { writeRichInline } from './view/write-rich-inline.ts';

/** All of it; for `provideRich`. */
export const richMarkdown: RichMarkdown = {
  blockStarts,
  continueBlock: continueRichBlock,
  addRow,
  endsHtml,
  trimBlankLines,
  barOfHeader,
  suspectTable,
  createReader: (parser) => new RichReader(parser),
  decodeEntity,
  loadEntities,
  createBlockView: createRichView,
  redraw: redrawLines,
  writeInline: writeRichInline,
};
