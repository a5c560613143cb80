import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OutputFile } from '../../protocol/index.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { WordsController } from '../words-controller.ts';
import type { StepPart } from './describe-step.ts';
import './run-step.ts';
import { styles } from './run-steps.styles.ts';
import { stepWords } from './step-strings.ts';

/** As many finished steps stand open to the eye; more fold into one line. */
const fewSteps = 3;

/**
 * The steps a run took between two texts of its answer. While the run goes on each is seen; many finished ones fold into one line.
 *
 * @fires assistant-approve - The person says whether a tool may run.
 * @fires assistant-file-open - The person opens a file that a step has made; canceling leaves it to the page.
 * @csspart summary - The line that stands for many steps.
 */
export class RunSteps extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The parts of the message that tell of steps, in order. */
  @property({ attribute: false }) steps: readonly StepPart[] = [];

  /** Files of the message, shown with the steps that wrote them. */
  @property({ attribute: false }) files: readonly OutputFile[] = [];

  /** The run is at these steps, or waits for a person. */
  @property({ type: Boolean }) running = false;

  /** The person has unfolded them. */
  @state() private isOpen = false;

  readonly #words = new WordsController(this, stepWords);

  override render(): TemplateResult | typeof nothing {
    const steps = this.steps.filter((step) => step.type !== 'reasoning' || this.running || step.text.trim() !== '');
    if (steps.length === 0) return nothing;
    if (this.running || steps.length <= fewSteps) return this.#renderSteps(steps);
    return html`<details .open=${this.isOpen} @toggle=${this.#handleToggle}>
      <summary part="summary">
        ${icons.check}<span>${this.#words.strings.stepsTaken(steps.length)}</span
        ><span class="fold">${icons.chevron}</span>
      </summary>
      ${this.isOpen ? this.#renderSteps(steps) : nothing}
    </details>`;
  }

  #renderSteps(steps: readonly StepPart[]): TemplateResult {
    return html`<ul>
      ${repeat(
        steps,
        (step, index) => (step.type === 'reasoning' ? index : step.toolCallId),
        (step, index) =>
          html`<li>
            <run-step
              .step=${step}
              .files=${this.files}
              ?running=${this.running && !(step.type === 'reasoning' && index < steps.length - 1)}
            ></run-step>
          </li>`,
      )}
    </ul>`;
  }

  #handleToggle(event: Event): void {
    this.isOpen = (event.currentTarget as HTMLDetailsElement).open;
  }
}

if (!customElements.get('run-steps')) customElements.define('run-steps', RunSteps);

declare global {
  interface HTMLElementTagNameMap {
    'run-steps': RunSteps;
  }
}
