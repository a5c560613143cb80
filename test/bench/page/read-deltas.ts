/** Reads an answer with as little as possible: what every page has to pay. */
export async function readDeltas(endpoint: string, onDelta: (delta: string) => void): Promise<void> {
  const response = await fetch(endpoint, { method: 'POST', body: '{}' });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      if (!event.includes('"text-delta"')) continue;
      const chunk = JSON.parse(event.slice(event.indexOf('data: ') + 6)) as { delta: string };
      onDelta(chunk.delta);
    }
  }
}
