/**
 * What an address is counted as: itself or, for IPv6, its network of 64 bits, because a household has as many addresses in that as
 * it likes.
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function network(address: string): string {
  const [bare = ''] = address
    .trim()
    .toLowerCase()
    .replace(/^\[|\].*$/g, '')
    .split('%');
  if (!bare.includes(':')) return bare;
  const mapped = /^(?:0*:)*ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = bare.split('::');
  const [first, last] = [groups(head), tail === undefined ? [] : groups(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
