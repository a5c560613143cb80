import { lastingUrl } from './lasting-url.ts';

/** Whether our backend says that the bytes at an address of its own are nowhere any more. */
export async function isGone(url: string): Promise<boolean> {
  const address = lastingUrl(url);
  if (address === url) return false;
  const response = await fetch(address, { method: 'HEAD' }).catch(() => undefined);
  return response?.status === 410;
}
