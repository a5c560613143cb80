import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { passageStyles } from '../../annotated-message/passage.styles.ts';
import { colorCode } from '../../code-colors/color-code.ts';
import type { ReadCode } from '../../markdown/index.ts';
import { host } from '../../styles/host.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import type { SoughtPassage } from '../find-passage.ts';
import { PassageLight } from '../passage-light.ts';
import { foundStates, PassagesPlacedEvent, placePassages } from '../placed-passages.ts';
import { CodeReading } from './code-reading.ts';
import { LineGroups } from './line-groups.ts';
import { pane } from '../pane.styles.ts';
import { codeColors, styles } from './preview-text.styles.ts';

/**
 * Text with its line numbers, of which only what is near the window is there.
 *
 * @fires passages-placed - The passages have been looked for.
 */
export class PreviewText extends LitElement {
  static override styles = [tokens, host, passageStyles, pane, codeColors, styles];

  /** What is shown. */
  @property({ attribute: false }) text = '';

  /** What it is called. */
  @property() label = '';

  /** Lines are code: they do not wrap, and run from left to right. */
  @property({ type: Boolean, reflect: true }) code = false;

  /** What the code is written in, by the end of its file's name; decides on its colours. */
  @property() language = '';

  /** What is lit. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** The passage that is scrolled to. */
  @property({ attribute: false }) current = 0;

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.lines') private readonly lines!: HTMLElement;

  readonly #light = new PassageLight();
  #groups: LineGroups | undefined;
  #colors: CodeReading | undefined;

  override render(): TemplateResult {
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${this.label}>
      <div class="lines" translate="no"></div>
    </div>`;
  }

  override updated(changes: PropertyValues<this>): void {
    if (changes.has('text') || changes.has('language')) this.#showText();
    if (changes.has('text') || changes.has('passages') || changes.has('current')) this.#showPassages();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // An observer that was let go of is made anew.
    if (this.hasUpdated) this.requestUpdate('text');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  #showText(): void {
    this.#leave();
    const groups = new LineGroups(this.text, this.lines, {
      scroller: this.scroller,
      onFilled: (group) => this.#colors?.want(group),
    });
    this.#groups = groups;
    this.lines.style.setProperty('--digits', String(String(groups.index.lines).length));
    if (this.code && this.language) void this.#colorCode(groups);
  }

  async #colorCode(groups: LineGroups): Promise<void> {
    const readCode: ReadCode | undefined = await colorCode(this.language);
    if (!readCode || groups !== this.#groups) return;
    this.#colors = new CodeReading(groups.index, readCode, (group, tokens) =>
      this.#light.keepOver(() => groups.color(group, tokens)),
    );
    for (const group of groups.filled) this.#colors.want(group);
  }

  #leave(): void {
    this.#light.clear();
    this.#colors?.stop();
    this.#colors = undefined;
    this.#groups?.disconnect();
    this.#groups = undefined;
  }

  #showPassages(): void {
    if (this.passages.length === 0) return this.#light.clear();
    const places = placePassages(this.text, this.passages);
    this.#light.show(places, this.current, (start, end) => this.#groups?.rangesOf(start, end) ?? []);
    this.dispatchEvent(new PassagesPlacedEvent(foundStates(places)));
  }
}

if (!customElements.get('preview-text')) customElements.define('preview-text', PreviewText);

declare global {
  interface HTMLElementTagNameMap {
    'preview-text': PreviewText;
  }
}
