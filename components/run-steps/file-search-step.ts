import { html, nothing } from 'lit';
import type { ToolInvocation } from '../../protocol/index.ts';
import * as icons from '../styles/icons.ts';
import { listOf, recordOf, textOf } from './read-value.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** A search in the thread's files: what was looked for, and the passages that were found. */
export function fileSearchStep(part: ToolInvocation, { strings, running }: StepContext): StepView {
  const state = stepState(part, running);
  const output = recordOf(part.output);
  const queries = [...listOf(recordOf(part.input)['queries']), ...listOf(output['queries'])]
    .map(textOf)
    .filter(Boolean);
  const results = Array.isArray(output['results']) ? output['results'].map(recordOf) : undefined;
  const found = results && (results.length > 0 ? strings.passagesFound(results.length) : strings.nothingFound);
  const detail = [[...new Set(queries)].map(strings.quoted).join(', '), found].filter(Boolean).join(' · ');
  return {
    icon: icons.searchFiles,
    title: {
      running: strings.searchingFiles,
      waiting: strings.searchingFiles,
      stopped: strings.searchingFiles,
      done: strings.searchedFiles,
      failed: strings.fileSearchFailed,
    }[state],
    state,
    ...(detail ? { detail } : {}),
    ...(results?.length || part.errorText
      ? {
          body: () => html`
            <ul class="passages">
              ${results?.map(
                (result) =>
                  html`<li>
                    <bdi class="source">${textOf(result['filename'])}</bdi>
                    <p dir="auto">${textOf(result['text'])}</p>
                  </li>`,
              )}
            </ul>
            ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
          `,
        }
      : {}),
  };
}
