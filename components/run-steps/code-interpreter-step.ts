import { html, nothing } from 'lit';
import type { ToolInvocation } from '../../protocol/index.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import { loadElement } from '../load-element.ts';
import * as icons from '../styles/icons.ts';
import { fenced, markdownText } from './markdown-text.ts';
import { listOf, recordOf, textOf } from './read-value.ts';
import { stepPicture } from './step-picture.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** Code the assistant writes and runs: the code as it is written, then what it printed and drew. */
export function codeInterpreterStep(part: ToolInvocation, context: StepContext): StepView {
  const { strings, running } = context;
  const state = stepState(part, running);
  const input = recordOf(part.input);
  const code = textOf(input['code']);
  const language = textOf(input['language']) || 'python';
  const isWritten = part.state !== 'input-streaming';
  const outputs = listOf(recordOf(part.output)['outputs']).map(recordOf);
  const logs = outputs.map((output) => textOf(output['logs'])).filter(Boolean);
  const images = outputs.map((output) => safeUrl(textOf(output['url']))).filter((url) => url !== undefined);
  if (logs.length > 0) loadElement('code-output', () => import('../code-output/code-output.ts'));
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
      ${code ? html`<div class="prose code" ${markdownText(fenced(code, language, isWritten), isWritten)}></div>` : nothing}
      ${logs.map((text) => html`<code-output exportparts="logs" .text=${text}></code-output>`)}
      ${images.map((url) => stepPicture(url, context))}
      ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
    `,
  };
}
