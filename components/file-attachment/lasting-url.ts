const ours = /\/files\/link\.[^/?#]+\/(?:content|text)$/;

/**
 * The address for a link that somebody may follow in hours: those of our backend end after a time, and lead on to a fresh one
 * where they are asked to. Others stay as they are.
 */
export function lastingUrl(url: string): string {
  return ours.test(url) ? `${url}?renew` : url;
}

/** For a picture that did not come: tries it once more, by a fresh link. False where that has been tried, or is not possible. */
export function renewPicture({ currentTarget }: Event): boolean {
  const image = currentTarget as HTMLImageElement;
  const url = image.getAttribute('src') ?? '';
  const isRenewed = lastingUrl(url) !== url;
  if (isRenewed) image.src = lastingUrl(url);
  return isRenewed;
}
