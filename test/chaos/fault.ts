/** The two connections of every answer: from a page to an adapter, and from an adapter to the service. */
export type Hop = 'page' | 'service';

/**
 * When a fault strikes: before the request is handed on (`asked`), when its answer is there and nothing of it has been handed
 * back (`answered`), or in the body, before an event of it, inside of one, or behind so many bytes.
 */
export type Moment = 'asked' | 'answered' | { event: number; byte?: number } | { byte: number };

/**
 * - `end`: the body ends as if it were whole; `close` and `reset`: the connection goes, politely or not;
 * - `stall`: nothing comes any more, and nobody says so; `hold`: what comes is late;
 * - `twice`, `swap`, `skip`: an event comes again, behind the next one, or not at all;
 * - `garble`, `halve`: an event comes as bytes that are no text, or without its second half;
 * - `busy`, `broken`: the request is refused by somebody on the way, with 429 or with a page of HTML;
 * - `again`: the request is handed on twice;
 * - `die`: the adapter dies, and another one takes its place;
 * - `reload`, `stop`, `watch`: what people do: load the page anew, press stop, open a second tab.
 */
export type Act =
  | 'end'
  | 'close'
  | 'reset'
  | 'stall'
  | 'hold'
  | 'twice'
  | 'swap'
  | 'skip'
  | 'garble'
  | 'halve'
  | 'busy'
  | 'broken'
  | 'again'
  | 'die'
  | 'reload'
  | 'stop'
  | 'watch';

/** What ends a body before it is whole. */
export const cuttingActs: readonly Act[] = ['end', 'close', 'reset'];

/** What may befall a body on either hop. Schedules draw by place, so with another order every seed would mean other ones. */
export const bodyActs: readonly Act[] = [
  ...cuttingActs,
  'stall',
  'hold',
  'twice',
  'swap',
  'skip',
  'garble',
  'halve',
  'die',
];

export interface Fault {
  hop: Hop;
  /** `stream` are the requests that are answered by events, `call` all others. */
  of: 'stream' | 'call';
  /** Which of these, counted from 0 in the order in which they come. */
  request: number;
  at: Moment;
  act: Act;
}

/** `service stream 1, event 4: close` */
export function inWords({ hop, of, request, at, act }: Fault): string {
  const moment =
    typeof at === 'string'
      ? at
      : 'event' in at
        ? `event ${at.event}${at.byte === undefined ? '' : ` + ${at.byte} bytes`}`
        : `byte ${at.byte}`;
  return `${hop} ${of} ${request}, ${moment}: ${act}`;
}
