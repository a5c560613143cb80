import { html, nothing, type TemplateResult } from 'lit';
import { toolName, type DynamicToolPart, type ToolPart } from '../../protocol/index.ts';
import * as icons from '../styles/icons.ts';
import { fenced, markdownText } from './markdown-text.ts';
import { stepState, type StepContext, type StepView } from './step-view.ts';

/** Any tool this kit has no drawing of its own for: its name, what went in, what came out. */
export function functionStep(part: ToolPart | DynamicToolPart, { strings, running }: StepContext): StepView {
  const state = stepState(part, running);
  const name = part.title ?? toolName(part).replace(/^mcp\./, '');
  const isInputWhole = part.state !== 'input-streaming';
  const hasInput = part.input !== undefined && JSON.stringify(part.input) !== '{}';
  const hasOutput = part.state === 'output-available' && part.output != null;
  const body = () => html`
    ${hasInput ? renderValue(strings.toolInput, part.input, isInputWhole) : nothing}
    ${hasOutput ? renderValue(strings.toolResult, part.output, true) : nothing}
    ${part.errorText ? html`<p class="error">${part.errorText}</p>` : nothing}
  `;
  return {
    icon: icons.tool,
    title: {
      running: strings.callingTool(name),
      waiting: strings.toolAsks(name),
      stopped: strings.callingTool(name),
      done: part.state === 'output-denied' ? strings.toolDenied(name) : strings.calledTool(name),
      failed: strings.toolFailed(name),
    }[state],
    state,
    ...(part.approval?.requestReason && state === 'waiting' ? { detail: part.approval.requestReason } : {}),
    ...(hasInput || hasOutput || part.errorText ? { body } : {}),
  };
}

function renderValue(heading: string, value: unknown, isWhole: boolean): TemplateResult {
  const isText = typeof value === 'string';
  const text = isText ? value : (JSON.stringify(value, null, 2) ?? '');
  // Half an object is printed whole, with its closing brace, so it never only grows: each version is drawn anew.
  return html`<section class="output">
    <p class="caption">${heading}</p>
    <div class="prose code" ${markdownText(fenced(text, isText ? 'text' : 'json', isWhole), isWhole)}></div>
  </section>`;
}
