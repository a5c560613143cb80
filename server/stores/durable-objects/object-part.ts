/** One of the things that an object can be. */
export interface ObjectPart {
  /** Does what is asked; what it gives is sent as JSON. */
  answer(operation: string, given: never): Promise<unknown>;
}
