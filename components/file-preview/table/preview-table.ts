import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { localeOf } from '../../locale-of.ts';
import { StringsController } from '../../strings.ts';
import { host } from '../../styles/host.styles.ts';
import * as icons from '../../styles/icons.ts';
import { tokens } from '../../styles/tokens.styles.ts';
import type { FoundPassage, SoughtPassage } from '../find-passage.ts';
import { foundStates, PassagesPlacedEvent, placePassages } from '../placed-passages.ts';
import { previewWords } from '../preview-strings.ts';
import { styleProperties } from '../../style-properties.ts';
import { DelimitedTable } from './delimited-table.ts';
import { pane } from '../pane.styles.ts';
import { styles } from './preview-table.styles.ts';
import { rowWindow, type RowWindow } from './row-window.ts';
import { sortRows, type SortOrder } from './sort-rows.ts';
import { mostColumns, tableColumns, type TableColumn } from './table-column.ts';

/** More of a cell is no table any more; the file itself has it all. */
const longestCell = 300;

/**
 * A table that sorts by any column, of which only the rows near the window are there.
 *
 * @fires passages-placed - The passages have been looked for.
 */
export class PreviewTable extends LitElement {
  static override styles = [tokens, host, pane, styles];

  /** The table as a file with delimiters. */
  @property({ attribute: false }) text = '';

  /** What it is called. */
  @property() label = '';

  /** What is lit: the rows that passages stand in. */
  @property({ attribute: false }) passages: readonly SoughtPassage[] = [];

  /** The passage that is scrolled to. */
  @property({ attribute: false }) current = 0;

  @state() private order: SortOrder | null = null;
  @state() private window: RowWindow = { first: 0, last: 60 };

  @query('.scroller') private readonly scroller!: HTMLElement;

  readonly #words = new StringsController(this);
  #table = new DelimitedTable('');
  #columns: TableColumn[] = [];
  /** The rows in the order in which they are shown; null for that of the file. */
  #sorted: Uint32Array | null = null;
  #sortKey = '';
  #places: readonly (FoundPassage | null)[] = [];
  #resize: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resize?.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('text')) {
      this.#table = new DelimitedTable(this.text);
      this.#columns = tableColumns(this.#table);
      this.order = null;
    }
    if (changes.has('text') || changes.has('passages')) this.#places = placePassages(this.text, this.passages);
    // A passage is where it stands in the file.
    if (changes.has('current') || changes.has('passages')) this.order = null;
    this.#sort();
  }

  override firstUpdated(): void {
    this.#resize = new ResizeObserver(() => this.#handleScroll());
    this.#resize.observe(this.scroller);
  }

  override updated(changes: PropertyValues<this>): void {
    if (this.passages.length === 0) return;
    if (changes.has('text') || changes.has('passages') || changes.has('current')) this.#revealPassage();
    if (changes.has('text') || changes.has('passages'))
      this.dispatchEvent(new PassagesPlacedEvent(foundStates(this.#places)));
  }

  override render(): TemplateResult {
    const { column, row } = this.#previewWords;
    const { length } = this.#table;
    const { first, last } = this.window;
    const end = Math.min(last, length);
    const widths = [String(length).length, ...this.#columns.map(({ width }) => width)];
    const total = widths.reduce((sum, width) => sum + width, 0);
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${this.label} @scroll=${this.#handleScroll}>
        <table
          aria-label=${this.label}
          aria-rowcount=${length + 1}
          aria-colcount=${this.#columns.length + 1}
          ${styleProperties({ '--_total': total, '--_columns': widths.length })}
        >
          <thead>
            <tr aria-rowindex="1">
              <th class="index" scope="col" ${styleProperties({ '--_width': widths[0] })}>
                <span class="visually-hidden">${row}</span>
              </th>
              ${this.#columns.map((each, n) => this.#renderHead(each, n, each.name.trim() || column(n + 1)))}
            </tr>
          </thead>
          ${renderSpace(first)}
          <tbody>
            ${Array.from({ length: Math.max(0, end - first) }, (_, n) => this.#renderRow(first + n))}
          </tbody>
          ${renderSpace(length - end)}
        </table>
      </div>
      <p class="status" role="status">${this.#status()}</p>`;
  }

  #renderHead({ isNumeric, width }: TableColumn, index: number, name: string): TemplateResult {
    const order = this.order?.column === index ? (this.order.isDescending ? 'descending' : 'ascending') : 'none';
    return html`<th
      scope="col"
      class=${isNumeric ? 'number' : nothing}
      aria-sort=${order}
      title=${name}
      ${styleProperties({ '--_width': width })}
    >
      <button type="button" data-column=${index} @click=${this.#handleSort}>
        <bdi class="name">${name}</bdi>${icons.chevron}
      </button>
    </th>`;
  }

  #renderRow(position: number): TemplateResult {
    const index = this.#sorted?.[position] ?? position;
    const cells = this.#table.row(index);
    const lit = this.#lightOf(index);
    return html`<tr aria-rowindex=${position + 2} class=${lit ?? nothing}>
      <th class="index" scope="row">${index + 1}</th>
      ${this.#columns.map(({ isNumeric }, n) => {
        const cell = cells[n] ?? '';
        const text = cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell;
        return html`<td class=${isNumeric ? 'number' : nothing} title=${text.length > 20 ? text : nothing} dir="auto">
          ${text}
        </td>`;
      })}
    </tr>`;
  }

  get #previewWords() {
    return previewWords(this.#words.strings);
  }

  #status(): string {
    const { rows, rowsCut, columnsCut, sortedBy, column } = this.#previewWords;
    const numbers = new Intl.NumberFormat(localeOf(this));
    const count = numbers.format(this.#table.length);
    const name = this.order && (this.#columns[this.order.column]?.name.trim() || column(this.order.column + 1));
    return [
      this.#table.isCut ? rowsCut(count) : rows(count),
      this.#table.width > mostColumns ? columnsCut(numbers.format(mostColumns)) : '',
      this.order && name ? sortedBy(name, this.order.isDescending ? 'descending' : 'ascending') : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  #lightOf(row: number): string | undefined {
    const holds = (place: FoundPassage | null | undefined): boolean => {
      if (!place) return false;
      const { first, last } = this.#table.rowsBetween(place.start, place.end);
      return row >= first && row < last;
    };
    if (holds(this.#places[this.current])) return 'lit current';
    return this.#places.some(holds) ? 'lit' : undefined;
  }

  #sort(): void {
    const { order } = this;
    const key = order ? `${order.column} ${order.isDescending}` : '';
    if (key === this.#sortKey) return;
    this.#sortKey = key;
    const isNumeric = this.#columns[order?.column ?? -1]?.isNumeric ?? false;
    this.#sorted = order && sortRows(this.#table, order, isNumeric, localeOf(this));
  }

  #revealPassage(): void {
    const place = this.#places[this.current];
    if (!place) return;
    const { first } = this.#table.rowsBetween(place.start, place.end);
    const middle = (this.scroller.clientHeight - 2 * this.#rowHeight) / 2;
    this.scroller.scrollTop = Math.max(0, first) * this.#rowHeight - Math.max(0, middle);
  }

  /** All rows are as high as the header, which is always there. */
  get #rowHeight(): number {
    return this.renderRoot.querySelector('thead tr')?.getBoundingClientRect().height || 32;
  }

  #handleScroll(): void {
    const { scrollTop, clientHeight } = this.scroller;
    const { first, last } = rowWindow(scrollTop, clientHeight, this.#rowHeight, this.#table.length);
    if (first !== this.window.first || last !== this.window.last) this.window = { first, last };
  }

  /** Up, down, and back to the order of the file. */
  #handleSort(event: Event): void {
    const column = Number((event.currentTarget as HTMLElement).dataset['column']);
    const isSame = this.order?.column === column;
    if (!isSame) this.order = { column, isDescending: false };
    else this.order = this.order?.isDescending ? null : { column, isDescending: true };
    this.scroller.scrollTop = 0;
  }
}

/** The room of rows that are not there. */
function renderSpace(rows: number): TemplateResult | typeof nothing {
  if (rows <= 0) return nothing;
  return html`<tbody aria-hidden="true">
    <tr class="space" ${styleProperties({ '--_rows': rows })}></tr>
  </tbody>`;
}

if (!customElements.get('preview-table')) customElements.define('preview-table', PreviewTable);

declare global {
  interface HTMLElementTagNameMap {
    'preview-table': PreviewTable;
  }
}
