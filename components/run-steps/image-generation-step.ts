import { html, nothing } from 'lit';
import type { ToolInvocation } from '../../protocol/index.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import * as icons from '../styles/icons.ts';
import { recordOf, textOf } from './read-value.ts';
import { stepPicture } from './step-picture.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** A picture the model paints, first versions included. */
export function imageGenerationStep(part: ToolInvocation, context: StepContext): StepView {
  const { strings, running } = context;
  const state = stepState(part, running);
  const picture = pictureUrl(textOf(recordOf(part.output)['result']) || textOf(recordOf(part.output)['url']));
  return {
    icon: icons.image,
    title: {
      running: strings.creatingImage,
      waiting: strings.creatingImage,
      stopped: strings.creatingImage,
      done: strings.createdImage,
      failed: strings.imageFailed,
    }[state],
    state,
    isLive: true,
    ...(picture || part.errorText
      ? {
          body: () => html`
            ${picture ? stepPicture(picture, context) : nothing}
            ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
          `,
        }
      : {}),
  };
}

/** OpenAI gives bare base64, others an address; the first characters tell which picture it is. */
function pictureUrl(result: string): string | undefined {
  if (!result) return undefined;
  if (/^(?:https?|data|blob):/.test(result)) return safeUrl(result);
  const type = result.startsWith('/9j/') ? 'jpeg' : result.startsWith('UklG') ? 'webp' : 'png';
  return `data:image/${type};base64,${result}`;
}
