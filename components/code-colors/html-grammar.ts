import type { StreamParser, StringStream } from '@codemirror/streamparser';
import { copyState } from './copy-state.ts';

/** What of the state of CodeMirror's HTML grammar tells where it is. */
interface MarkupState {
  tokenize: { isInText?: boolean };
  context: { tagName: string } | null;
}

interface HtmlState {
  markup: MarkupState;
  /** The element whose content is another language, that language, and its state. */
  inner: { tagName: string; grammar: StreamParser<unknown>; state: unknown } | null;
}

/** HTML, in which the content of elements like `script` has the colours of a language of its own. */
export function htmlGrammar(
  html: StreamParser<unknown>,
  inside: Readonly<Record<string, StreamParser<unknown>>>,
): StreamParser<unknown> {
  const markup = html as StreamParser<MarkupState>;
  return {
    startState: (indentUnit) => ({ markup: markup.startState?.(indentUnit), inner: null }),
    copyState(given) {
      const { markup: state, inner } = given as HtmlState;
      return {
        markup: copyState(markup, state),
        inner: inner && { ...inner, state: copyState(inner.grammar, inner.state) },
      };
    },
    token(stream, given) {
      const state = given as HtmlState;
      if (state.inner) return readInner(stream, state, state.inner);
      const style = markup.token(stream, state.markup);
      const tagName = state.markup.tokenize.isInText ? state.markup.context?.tagName.toLowerCase() : undefined;
      const grammar = tagName && Object.hasOwn(inside, tagName) ? inside[tagName] : undefined;
      if (tagName && grammar) state.inner = { tagName, grammar, state: grammar.startState?.(stream.indentUnit) };
      return style;
    },
  };
}

/** Reads up to the closing tag, which the inner language does not get to see: it would take it for something of its own. */
function readInner(stream: StringStream, html: HtmlState, inner: NonNullable<HtmlState['inner']>): string | null {
  const line = stream.string;
  const length = line.slice(stream.pos).search(new RegExp(`</${inner.tagName}`, 'i'));
  if (length === 0) {
    html.inner = null;
    return null;
  }
  if (length > 0) stream.string = line.slice(0, stream.pos + length);
  const style = inner.grammar.token(stream, inner.state);
  stream.string = line;
  return style;
}
