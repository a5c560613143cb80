import type { TemplateResult } from 'lit';
import type { AnnotationSource } from '../../protocol/index.ts';
import { fileIcons } from '../file-attachment/file-icons.ts';
import { extensionOf, fileKind } from '../file-attachment/file-kind.ts';
import { lastingUrl } from '../file-attachment/lasting-url.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import type { MessageStrings } from './message-strings.ts';
import * as icons from '../styles/icons.ts';

export function sourceIcon(source: AnnotationSource): TemplateResult {
  return source.type === 'url' ? icons.globe : fileIcons[fileKind(source.filename, source.mediaType)];
}

/** What stands under a source's name: the host of a page, the kind of a file. */
export function sourceDetail(source: AnnotationSource, strings: MessageStrings): string {
  if (source.type === 'file') return strings.fileOfKind(extensionOf(source.filename).toUpperCase());
  return URL.canParse(source.url) ? new URL(source.url).hostname.replace(/^www\./, '') : strings.webPage;
}

/** Where a source can be opened; undefined where nobody has told, or where it would run code. `data:` opens in no browser. */
export function sourceLink({ url }: AnnotationSource): string | undefined {
  const link = safeUrl(url);
  return !link || link.startsWith('data:') ? undefined : lastingUrl(link);
}
