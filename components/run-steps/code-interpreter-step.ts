import { html, nothing } from 'lit';
import type { ToolInvocation } from '../../protocol/index.ts';
import { renewPicture } from '../file-attachment/lasting-url.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import * as icons from '../styles/icons.ts';
import { fenced, markdownText } from './markdown-text.ts';
import { listOf, recordOf, textOf } from './read-value.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** Code the assistant writes and runs: the code as it is written, then what it printed and drew. */
export function codeInterpreterStep(part: ToolInvocation, { strings, running }: StepContext): StepView {
  const state = stepState(part, running);
  const code = textOf(recordOf(part.input)['code']);
  const isWritten = part.state !== 'input-streaming';
  const outputs = listOf(recordOf(part.output)['outputs']).map(recordOf);
  const logs = outputs.map((output) => textOf(output['logs'])).filter(Boolean);
  const images = outputs.map((output) => safeUrl(textOf(output['url']))).filter((url) => url !== undefined);
  return {
    icon: icons.terminal,
    title: {
      running: isWritten ? strings.runningCode : strings.writingCode,
      waiting: strings.toolAsks(strings.code),
      stopped: strings.runningCode,
      done: strings.ranCode,
      failed: strings.codeFailed,
    }[state],
    state,
    isLive: true,
    body: () => html`
      ${code ? html`<div class="prose code" ${markdownText(fenced(code, 'python', isWritten), isWritten)}></div>` : nothing}
      ${logs.map(
        (text) =>
          html`<section class="output">
            <p class="caption">${strings.codeOutput}</p>
            <pre class="logs" part="logs" tabindex="0" role="region" aria-label=${strings.codeOutput} dir="ltr">
${text}</pre>
          </section>`,
      )}
      ${images.map(
        (url) =>
          html`<img class="drawing" src=${url} alt=${strings.generatedImage} loading="lazy" @error=${renewPicture} />`,
      )}
      ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
    `,
  };
}
