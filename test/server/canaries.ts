/** What no client may ever hear, each known by a word of its own. */
const secrets = {
  key: 'sk-proj-canary-0123456789abcdef',
  organization: 'org-canary7',
  project: 'proj_canary7',
  conversation: 'conv_canary7',
  response: 'resp_canary7',
  file: 'file-canary7',
  container: 'cntr_canary7',
  url: 'https://canary.internal:8443/v1/responses?api-version=canary',
  stack: 'TypeError: canary\n    at Object.<anonymous> (/srv/canary/server.js:1:1)',
  person: 'My canary salary is 91,000',
  header: 'Bearer canary-token',
};
const all = Object.values(secrets).join(' ');

/** True for text with anything of them in it. */
export function hasCanary(text: string): boolean {
  return /canary/i.test(text);
}

function error(fields: object): string {
  return JSON.stringify({ error: fields });
}

/** Bodies of errors as services, gateways and proxies in front of them send them. */
export const upstreamErrors: readonly (readonly [status: number, type: string, body: string])[] = [
  [401, 'application/json', error({ message: `Incorrect API key provided: ${secrets.key}.`, code: 'invalid_api_key' })],
  [
    401,
    'application/json',
    error({ message: `No such organization: ${secrets.organization}`, param: secrets.project }),
  ],
  [403, 'application/json', error({ message: `Project ${secrets.project} has no access to ${secrets.url}` })],
  [404, 'application/json', error({ message: `Conversation ${secrets.conversation} not found`, code: all })],
  [404, 'application/json', error({ message: `The model canary does not exist`, code: 'model_not_found' })],
  [
    400,
    'application/json',
    error({ message: `Previous response ${secrets.response} not found`, type: secrets.response }),
  ],
  [400, 'application/json', error({ message: `Container ${secrets.container} is expired`, code: 'container_expired' })],
  [400, 'application/json', error({ message: `${secrets.conversation} is locked`, code: 'conversation_locked' })],
  [400, 'application/json', error({ message: all, code: 'context_length_exceeded', param: secrets.person })],
  [400, 'application/json', error({ message: secrets.person, code: 'content_filter', innererror: { text: all } })],
  [400, 'application/json', JSON.stringify({ detail: [{ loc: ['body', 'canary'], msg: secrets.stack }] })],
  [409, 'application/json', error({ message: `${secrets.file} is being processed for ${secrets.person}` })],
  [413, 'text/html', `<html><title>413 canary</title><pre>${secrets.stack}</pre></html>`],
  [418, 'application/json', error({ message: all, type: all, code: all, param: all })],
  [422, 'application/json', error({ message: { nested: { deeper: all } } })],
  [429, 'application/json', error({ message: `Rate limit in ${secrets.organization}`, code: 'rate_limit_exceeded' })],
  [429, 'application/json', error({ message: `${secrets.key} is out of money`, code: 'insufficient_quota' })],
  [500, 'application/json', error({ message: secrets.stack, type: 'server_error', stack: secrets.stack })],
  [500, 'text/plain', secrets.stack],
  [502, 'text/html', `<html><body>Bad gateway: ${secrets.url}<!-- ${secrets.header} --></body></html>`],
  [503, 'application/json', `{"error":{"message":"${secrets.key}`],
  [503, 'application/problem+json', JSON.stringify({ title: 'canary', detail: all, instance: secrets.url })],
  [504, 'text/plain', `upstream timed out: ${secrets.url}`],
  [529, 'application/json', JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: all } })],
  // What should be JSON and is not.
  [200, 'application/json', `<html>${all}</html>`],
];

/** Headers that come along with them. */
export const upstreamHeaders: Readonly<Record<string, string>> = {
  'x-request-id': 'req_canary',
  'openai-organization': secrets.organization,
  'openai-project': secrets.project,
  'www-authenticate': secrets.header,
  'set-cookie': 'session=canary',
  'retry-after': 'canary',
  location: secrets.url,
};
