import { html } from 'lit';
import type { ReasoningPart } from '../../protocol/index.ts';
import * as icons from '../styles/icons.ts';
import { markdownText } from './markdown-text.ts';
import type { StepContext, StepView } from './step-view.ts';

/** The model's thoughts, as far as it tells them; `seconds` where the page saw them pass. */
export function reasoningStep(part: ReasoningPart, { strings, running }: StepContext, seconds?: number): StepView {
  const isRunning = running && part.state === 'streaming';
  const heading = isRunning ? lastHeading(part.text) : undefined;
  return {
    icon: icons.thought,
    title: isRunning ? strings.thinking : strings.thought(seconds && Math.round(seconds)),
    state: isRunning ? 'running' : 'done',
    ...(heading ? { detail: heading } : {}),
    ...(part.text.trim() ? { body: () => html`<div class="prose" ${markdownText(part.text, !isRunning)}></div>` } : {}),
  };
}

/** OpenAI's summaries begin each section with a bold line; the newest one says what is thought about now. */
function lastHeading(text: string): string | undefined {
  return [...text.matchAll(/^\*\*(.+?)\*\*\s*$/gm)].at(-1)?.[1];
}
