import type { ProviderMetadata } from './message.ts';

/** The four kinds of annotations OpenAI gives; other backends may name their own. */
export type AnnotationKind =
  | 'url_citation'
  | 'file_citation'
  | 'container_file_citation'
  | 'file_path'
  | (string & Record<never, never>);

export interface UrlSource {
  type: 'url';
  id: string;
  url: string;
  title?: string;
}

export interface FileSource {
  type: 'file';
  id: string;
  filename: string;
  mediaType?: string;
  url?: string;
}

export type AnnotationSource = UrlSource | FileSource;

/** A place in an answer and the passage it rests on. */
export interface Annotation {
  /** The text part the offsets count in; see `textIdOf`. */
  textId: string;
  /** First UTF-16 code unit of the range. */
  start: number;
  /** Just past the last UTF-16 code unit; equal to `start` for a point where a marker belongs. */
  end: number;
  /** `text.slice(start, end)` as the server saw it: where it differs, the offsets are wrong. */
  marker?: string;
  kind: AnnotationKind;
  source: AnnotationSource;
  /** The passage of the source. */
  quote?: string;
  /** The passage's place in the text of `GET /files/:id/text`, in UTF-16 code units. */
  quoteStart?: number;
  quoteEnd?: number;
}

/** The AI SDK's own citation, on a `text-end` chunk and on the text part. Unknown keys are stripped by its clients. */
export interface Citation {
  source:
    | {
        type: 'source';
        sourceType: 'url';
        id: string;
        url: string;
        title?: string;
        providerMetadata?: ProviderMetadata;
      }
    | {
        type: 'source';
        sourceType: 'document';
        id: string;
        mediaType: string;
        title: string;
        filename?: string;
        providerMetadata?: ProviderMetadata;
      };
  /** UTF-16 code units, `endIndex` exclusive. */
  startIndex?: number;
  endIndex?: number;
  citedText?: string;
}
