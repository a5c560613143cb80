import type { TemplateResult } from 'lit';
import * as icons from '../styles/icons.ts';
import type { FileKind } from './file-kind.ts';

export const fileIcons: Readonly<Record<FileKind, TemplateResult>> = {
  document: icons.document,
  table: icons.table,
  image: icons.image,
  code: icons.code,
  archive: icons.archive,
  sound: icons.sound,
};
