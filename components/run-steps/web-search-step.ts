import { html, nothing } from 'lit';
import type { ToolInvocation } from '../../protocol/index.ts';
import * as icons from '../styles/icons.ts';
import { listOf, recordOf, textOf } from './read-value.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** A search of the web, or the reading of one page, with the pages that were looked at. */
export function webSearchStep(part: ToolInvocation, { strings, running }: StepContext): StepView {
  const state = stepState(part, running);
  const action = recordOf(recordOf(part.output)['action']);
  const page = webUrl(textOf(action['url']));
  const wanted = textOf(action['query']) || textOf(action['pattern']) || textOf(recordOf(part.input)['query']);
  const sources = listOf(recordOf(part.output)['sources'])
    .map((source) => webUrl(textOf(recordOf(source)['url'])))
    .filter((url) => url !== undefined);
  const detail = [wanted && strings.quoted(wanted), page?.hostname].filter(Boolean).join(' · ');
  return {
    icon: icons.globe,
    title: {
      running: strings.searchingWeb,
      waiting: strings.searchingWeb,
      stopped: strings.searchingWeb,
      done: page ? strings.readWebPage : strings.searchedWeb,
      failed: strings.webSearchFailed,
    }[state],
    state,
    ...(detail ? { detail } : {}),
    ...(sources.length > 0 || part.errorText
      ? {
          body: () => html`
            <ul class="pages">
              ${sources.map(
                (url) =>
                  html`<li>
                    <a href=${url.href} target="_blank" rel="noopener noreferrer nofollow" title=${url.href}
                      ><bdi class="source">${url.hostname}</bdi
                      ><span>${url.pathname === '/' ? nothing : url.pathname}</span></a
                    >
                  </li>`,
              )}
            </ul>
            ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
          `,
        }
      : {}),
  };
}

function webUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}
