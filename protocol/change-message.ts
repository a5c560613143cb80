import type { MessagePart, UIMessage } from './message.ts';

/** A copy of the message with one part replaced; the message itself where there is no such part. */
export function changePart<Part extends MessagePart>(
  message: UIMessage,
  index: number,
  change: (part: Part) => MessagePart,
): UIMessage {
  const part = message.parts[index];
  if (!part) return message;
  const parts = message.parts.slice();
  parts[index] = change(part as Part);
  return { ...message, parts };
}

/** A copy of the message with one part more. */
export function withPart(message: UIMessage, part: MessagePart): UIMessage {
  return { ...message, parts: [...message.parts, part] };
}

/** The given facts without those that are undefined, so that they can be spread over others. */
export function defined<Facts extends object>(facts: Facts): { [Key in keyof Facts]?: Exclude<Facts[Key], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Facts]?: Exclude<Facts[Key], undefined>;
  };
}
