import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a drag may be nowhere, in milliseconds: between two children of the host, Safari tells only of the leaving. */
const leaveDelay = 80;

export type DragState = 'none' | 'valid' | 'invalid';

export interface DropOptions {
  /** True where something of what is dragged would be taken. */
  accepts: (data: DataTransfer) => boolean;
  onDrop: (data: DataTransfer) => void;
  onChange: (state: DragState) => void;
}

/** Follows files that are dragged over an element. A file dropped where none is wanted must not replace the page. */
export class DropController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DropOptions;
  #state: DragState = 'none';
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DropOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): DragState {
    return this.#state;
  }

  hostConnected(): void {
    for (const type of ['dragenter', 'dragover'] as const) this.#host.addEventListener(type, this.#handleOver);
    this.#host.addEventListener('dragleave', this.#handleLeave);
    this.#host.addEventListener('drop', this.#handleDrop);
  }

  hostDisconnected(): void {
    for (const type of ['dragenter', 'dragover'] as const) this.#host.removeEventListener(type, this.#handleOver);
    this.#host.removeEventListener('dragleave', this.#handleLeave);
    this.#host.removeEventListener('drop', this.#handleDrop);
    this.#set('none');
  }

  readonly #handleOver = (event: DragEvent): void => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    const isValid = this.#options.accepts(event.dataTransfer);
    event.dataTransfer.dropEffect = isValid ? 'copy' : 'none';
    this.#set(isValid ? 'valid' : 'invalid');
  };

  readonly #handleLeave = ({ relatedTarget }: DragEvent): void => {
    if (relatedTarget instanceof Node && this.#host.contains(relatedTarget)) return;
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#set('none'), leaveDelay);
  };

  readonly #handleDrop = (event: DragEvent): void => {
    this.#set('none');
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    if (this.#options.accepts(event.dataTransfer)) this.#options.onDrop(event.dataTransfer);
  };

  #set(state: DragState): void {
    clearTimeout(this.#leaving);
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange(state);
    this.#host.requestUpdate();
  }
}

function hasFiles(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
