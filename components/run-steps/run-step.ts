import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OutputFile, ToolInvocation } from '../../protocol/index.ts';
import { AssistantApproveEvent } from '../events.ts';
import '../file-attachment/file-attachment.ts';
import { isPlainClick, openFile } from '../file-attachment/open-file.ts';
import { markdownStyles } from '../markdown/markdown.styles.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { WordsController } from '../words-controller.ts';
import { describeStep, type StepPart } from './describe-step.ts';
import { styles } from './run-step.styles.ts';
import { ReadingTime } from './reading-time.ts';
import { StepClock } from './step-clock.ts';
import { stepWords } from './step-strings.ts';
import { stepState, type Picture, type StepView } from './step-view.ts';

/**
 * One step of a run: a thought, code that ran, a search, a function. A line that unfolds.
 *
 * @fires assistant-approve - The person says whether the tool may run.
 * @fires assistant-file-open - The person opens a file or a picture that the step has made; canceling leaves it to the page.
 * @csspart summary - The line.
 * @csspart body - What unfolds.
 * @csspart logs - What code has printed.
 * @csspart picture - A picture that it has made.
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

  readonly #words = new WordsController(this, stepWords);
  readonly #clock = new StepClock(this);
  readonly #readingTime = new ReadingTime(this);

  override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('step') && !changes.has('running')) return;
    const isAsking = (this.step as ToolInvocation | null)?.state === 'approval-requested';
    this.isAnswered &&= isAsking;
    this.#readingTime.follow(isAsking ? (this.step as ToolInvocation).approval?.id : undefined);
    this.#clock.follow(this.running && isUnderWay(this.step));
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.step) return nothing;
    const { step, running } = this;
    const { strings } = this.#words;
    const { seconds } = this.#clock;
    const files = this.#ownFiles();
    const view = describeStep(step, { strings, running, files, openPicture: this.#openPicture }, seconds);
    const isFolding = view.body !== undefined || files.length > 0;
    const isOpen = this.isOpen ?? (view.state === 'waiting' || (view.isLive === true && running));
    const line = html`<span class="mark">${view.state === 'failed' ? icons.warning : view.icon}</span>
      <span class="title">${view.title}</span>
      ${view.detail ? html`<bdi class="detail">${view.detail}</bdi>` : nothing}
      ${view.state === 'stopped' ? html`<span class="detail">${strings.stepStopped}</span>` : nothing}
      ${seconds && step.type !== 'reasoning' ? html`<span class="detail time">${strings.duration(seconds)}</span>` : nothing}`;
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
      <button
        class="button primary"
        ?disabled=${this.isAnswered || !this.#readingTime.isOver}
        @click=${this.#handleAllow}
      >
        ${allow}
      </button>
      <button class="button" ?disabled=${this.isAnswered} @click=${this.#handleDeny}>${deny}</button>
    </div>`;
  }

  #ownFiles(): readonly OutputFile[] {
    const id = (this.step as ToolInvocation | null)?.toolCallId;
    return this.files.filter(({ origin }) => id !== undefined && origin?.toolCallId === id);
  }

  readonly #openPicture = (event: MouseEvent, { url, filename }: Picture): void => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    void openFile(this, { filename, mediaType: 'image/png', url }, undefined);
  };

  /** Also fires when the browser's own search unfolds the step, and when a render does; only what differs is a person's choice. */
  #handleToggle(event: Event): void {
    const { open } = event.currentTarget as HTMLDetailsElement;
    const isShown = this.renderRoot.querySelector('.body') !== null;
    if (open !== isShown) this.isOpen = open;
  }

  /** Only a person allows: a script of the page that may do so has `addToolOutput`. */
  #handleAllow(event: MouseEvent): void {
    if (event.isTrusted) this.#answer(true);
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

/** Thinking, or running with all that it was given: what the assistant writes for it is not its own time. */
function isUnderWay(step: StepPart | null): boolean {
  if (!step) return false;
  if (step.type === 'reasoning') return step.state === 'streaming';
  return step.state !== 'input-streaming' && stepState(step as ToolInvocation, true) === 'running';
}

if (!customElements.get('run-step')) customElements.define('run-step', RunStep);

declare global {
  interface HTMLElementTagNameMap {
    'run-step': RunStep;
  }
}
