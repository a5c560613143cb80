import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OutputFile, ToolInvocation } from '../../protocol/index.ts';
import { AssistantApproveEvent } from '../events.ts';
import '../file-attachment/file-attachment.ts';
import { markdownStyles } from '../markdown/markdown.styles.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { describeStep, type StepPart } from './describe-step.ts';
import { styles } from './run-step.styles.ts';
import type { StepView } from './step-view.ts';

/**
 * One step of a run: a thought, code that ran, a search, a function. A line that unfolds.
 *
 * @fires assistant-approve - The person says whether the tool may run.
 * @csspart summary - The line.
 * @csspart body - What unfolds.
 * @csspart logs - What code has printed.
 */
export class RunStep extends LitElement {
  static override styles = [tokens, host, controls, unsafeCSS(markdownStyles), styles];

  /** The part of the message that tells of the step. */
  @property({ attribute: false }) step: StepPart | null = null;

  /** Files of the message, of which those this step wrote are shown. */
  @property({ attribute: false }) files: readonly OutputFile[] = [];

  /** The run goes on, or waits for a person. */
  @property({ type: Boolean }) running = false;

  /** What the person chose; until then a live step unfolds while it runs and folds when the answer comes. */
  @state() private isOpen: boolean | undefined;

  /** What the person answered, until the step says so too. */
  @state() private isAnswered = false;

  readonly #words = new StringsController(this);
  #thinkingSince: number | undefined;
  #seconds: number | undefined;

  override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('step') && !changes.has('running')) return;
    this.isAnswered &&= (this.step as ToolInvocation | null)?.state === 'approval-requested';
    const isThinking = this.running && this.step?.type === 'reasoning' && this.step.state === 'streaming';
    if (isThinking) this.#thinkingSince ??= performance.now();
    else if (this.#thinkingSince !== undefined) {
      this.#seconds ??= Math.round((performance.now() - this.#thinkingSince) / 1000);
    }
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.step) return nothing;
    const { step, running } = this;
    const view = describeStep(step, { strings: this.#words.strings, running }, this.#seconds);
    const files = this.#ownFiles();
    const isFolding = view.body !== undefined || files.length > 0;
    const isOpen = this.isOpen ?? (view.state === 'waiting' || (view.isLive === true && running));
    const line = html`<span class="mark">${view.state === 'failed' ? icons.warning : view.icon}</span>
      <span class="title">${view.title}</span>
      ${view.detail ? html`<bdi class="detail">${view.detail}</bdi>` : nothing}
      ${view.state === 'stopped' ? html`<span class="detail">${this.#words.strings.stepStopped}</span>` : nothing}`;
    return html`${
      isFolding
        ? html`<details class=${view.state} .open=${isOpen} @toggle=${this.#handleToggle}>
            <summary part="summary">${line}<span class="fold">${icons.chevron}</span></summary>
            ${
              isOpen
                ? html`<div class="body" part="body">
                    ${view.body?.()}
                    ${
                      files.length > 0
                        ? html`<div class="files">
                            ${files.map((file) => html`<file-attachment .file=${file}></file-attachment>`)}
                          </div>`
                        : nothing
                    }
                  </div>`
                : nothing
            }
          </details>`
        : html`<div class="summary ${view.state}" part="summary">${line}</div>`
    }
    ${view.state === 'waiting' ? this.#renderQuestion(view) : nothing}`;
  }

  #renderQuestion({ title }: StepView): TemplateResult {
    const { allow, deny } = this.#words.strings;
    return html`<div class="question" role="group" aria-label=${title}>
      <button class="button primary" ?disabled=${this.isAnswered} @click=${this.#handleAllow}>${allow}</button>
      <button class="button" ?disabled=${this.isAnswered} @click=${this.#handleDeny}>${deny}</button>
    </div>`;
  }

  #ownFiles(): readonly OutputFile[] {
    const id = (this.step as ToolInvocation | null)?.toolCallId;
    return this.files.filter(({ origin }) => id !== undefined && origin?.toolCallId === id);
  }

  /** Also fires when the browser's own search unfolds the step, and when a render does; only what differs is a person's choice. */
  #handleToggle(event: Event): void {
    const { open } = event.currentTarget as HTMLDetailsElement;
    const isShown = this.renderRoot.querySelector('.body') !== null;
    if (open !== isShown) this.isOpen = open;
  }

  #handleAllow(): void {
    this.#answer(true);
  }

  #handleDeny(): void {
    this.#answer(false);
  }

  #answer(approved: boolean): void {
    const id = (this.step as ToolInvocation | null)?.approval?.id;
    if (id === undefined) return;
    this.isAnswered = true;
    this.dispatchEvent(new AssistantApproveEvent(id, approved));
  }
}

if (!customElements.get('run-step')) customElements.define('run-step', RunStep);

declare global {
  interface HTMLElementTagNameMap {
    'run-step': RunStep;
  }
}
