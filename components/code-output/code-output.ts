import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CopyController, copyIcon, copyStatus } from '../copy-controller.ts';
import { styleProperties } from '../style-properties.ts';
import { stepWords } from '../run-steps/step-strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { WordsController } from '../words-controller.ts';
import { styles } from './code-output.styles.ts';
import { readOutput, type OutputLine, type Stretch } from './read-output.ts';
import { plainLook } from './text-look.ts';

/** As many lines as are seen without unfolding; of more, the first ones, which say what it is, and the last, which say how it ended. */
const fewLines = 16;
const firstLines = 9;
const lastLines = 5;

/** In UTF-16 code units. */
const longestFoldedLine = 1000;

/** Lines that are laid out together. */
const groupSize = 100;

/**
 * What a program has printed, as a terminal would show it: in its colours, with bars of progress at their last state.
 *
 * @csspart logs - The text.
 */
export class CodeOutput extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** What was printed, with all its control characters. */
  @property({ attribute: false }) text = '';

  @state() private isUnfolded = false;

  readonly #words = new WordsController(this, stepWords);
  readonly #copying = new CopyController(this);
  #lines: readonly OutputLine[] = [];

  override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('text')) this.#lines = readOutput(this.text);
  }

  override render(): TemplateResult {
    const { codeOutput, copyOutput, showAllLines, showFewerLines } = this.#words.strings;
    const isLong = this.#lines.length > fewLines || this.#lines.some((line) => isCut(line));
    const outcome = this.#copying.outcomeOf('');
    return html`<header>
        <span class="caption">${codeOutput}</span>
        ${copyStatus(outcome, this.#words.strings)}
        ${
          isLong
            ? html`<button type="button" class="button quiet" @click=${this.#handleFold}>
                ${this.isUnfolded ? showFewerLines : showAllLines(this.#lines.length)}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button bare small"
          aria-label=${copyOutput}
          title=${copyOutput}
          @click=${this.#handleCopy}
        >
          ${copyIcon(outcome)}
        </button>
      </header>
      <div class="logs" part="logs" tabindex="0" role="region" aria-label=${codeOutput} dir="ltr" translate="no">
        ${isLong && !this.isUnfolded ? this.#renderFolded() : renderGroups(this.#lines)}
      </div>`;
  }

  #renderFolded(): TemplateResult {
    const lines = this.#lines.map(shortened);
    const left = lines.length - fewLines;
    if (left <= 0) return renderLines(lines);
    return html`${renderLines(lines.slice(0, firstLines))}
      <div class="gap">⋯ ${this.#words.strings.linesLeftOut(lines.length - firstLines - lastLines)}</div>
      ${renderLines(lines.slice(-lastLines))}`;
  }

  #handleFold(): void {
    this.isUnfolded = !this.isUnfolded;
  }

  #handleCopy(): void {
    const text = this.#lines.map((line) => line.map((stretch) => stretch.text).join('')).join('\n');
    void this.#copying.copy(text, '');
  }
}

function renderGroups(lines: readonly OutputLine[]): TemplateResult[] {
  return Array.from({ length: Math.ceil(lines.length / groupSize) }, (_, group) => {
    const own = lines.slice(group * groupSize, (group + 1) * groupSize);
    return html`<div class="group" ${styleProperties({ '--lines': own.length })}>${renderLines(own)}</div>`;
  });
}

/** Without a space of the template's own: all of it shows. */
function renderLines(lines: readonly OutputLine[]): TemplateResult {
  return html`<div class="lines">${lines.map((line) => [...line.map(renderStretch), '\n'])}</div>`;
}

function renderStretch({ text, look }: Stretch): TemplateResult | string {
  if (look === plainLook) return text;
  const { color, ground, inverse, ...others } = look;
  // Inverse text has the colour of the ground, which is never seen as it is, so only its own is left to tell it.
  const shownGround = inverse ? (color ?? 'oklch(0.8 0 0)') : ground;
  const names = Object.keys({ ...others, ...(shownGround ? { ground } : color ? { color } : {}) });
  const properties = shownGround ? { '--ground': shownGround } : { '--color': color };
  return html`<span class=${names.join(' ')} ${styleProperties(properties)}>${text}</span>`;
}

function isCut(line: OutputLine): boolean {
  return line.reduce((length, { text }) => length + text.length, 0) > longestFoldedLine;
}

function shortened(line: OutputLine): OutputLine {
  if (!isCut(line)) return line;
  let room = longestFoldedLine;
  const kept: Stretch[] = [];
  for (const { text, look } of line) {
    if (room > 0) kept.push({ text: text.slice(0, room), look });
    room -= text.length;
  }
  return [...kept, { text: '…', look: plainLook }];
}

if (!customElements.get('code-output')) customElements.define('code-output', CodeOutput);

declare global {
  interface HTMLElementTagNameMap {
    'code-output': CodeOutput;
  }
}
