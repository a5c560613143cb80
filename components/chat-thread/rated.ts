export type Rating = 'good' | 'bad';

/** What a person thinks of messages, with one more; the same judgement again takes it back. */
export function rated(
  ratings: ReadonlyMap<string, Rating>,
  messageId: string,
  rating: Rating,
): ReadonlyMap<string, Rating> {
  const changed = new Map(ratings);
  if (ratings.get(messageId) === rating) changed.delete(messageId);
  else changed.set(messageId, rating);
  return changed;
}
