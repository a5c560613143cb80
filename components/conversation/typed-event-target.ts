/** An `EventTarget` whose listeners know their events. */
export interface TypedEventTarget<Events extends object> {
  addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: (event: Events[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: (event: Events[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  dispatchEvent(event: Event): boolean;
}

/** `EventTarget` itself under a type that names its events; `class X extends typedEventTarget<Events>()`. */
export function typedEventTarget<Events extends object>(): new () => TypedEventTarget<Events> & EventTarget {
  return EventTarget as unknown as new () => TypedEventTarget<Events> & EventTarget;
}
