const minute = 60_000;
const steps = [
  ['minute', minute, 60 * minute],
  ['hour', 60 * minute, 24 * 60 * minute],
  ['day', 24 * 60 * minute, 7 * 24 * 60 * minute],
] as const;

/** A past moment as people say it: `5 minutes ago`, `yesterday`, and a date once a week has passed. Times in milliseconds. */
export function relativeTime(moment: number, now: number, locale?: string): string {
  const age = Math.max(0, now - moment);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (age < minute) return format.format(0, 'second');
  for (const [unit, length, limit] of steps) {
    if (age < limit) return format.format(-Math.floor(age / length), unit);
  }
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(moment);
}
