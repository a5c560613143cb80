import type { Services } from '../services.ts';

const patienceMs = 30_000;

/** Without `background` there is nothing to cancel: the broken connection has ended it. */
export async function cancelResponse(
  { client, isBackground }: Pick<Services, 'client' | 'isBackground'>,
  responseId: string,
): Promise<void> {
  if (isBackground) await client?.responses.cancel(responseId, { signal: AbortSignal.timeout(patienceMs) });
}
