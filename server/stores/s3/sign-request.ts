import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** With credentials that are lent for a time. */
  sessionToken?: string;
}

export interface UnsignedRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, in hexadecimal. */
  bodyHash: string;
}

export interface Signing {
  credentials: S3Credentials;
  region: string;
  /** When it is signed: a service takes it for some minutes. */
  date: Date;
}

const service = 's3';
const algorithm = 'AWS4-HMAC-SHA256';
const encoder = new TextEncoder();

/**
 * The headers of a request with those that sign it, all of them and the body.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signedHeaders(
  { method, url, headers, bodyHash }: UnsignedRequest,
  { credentials, region, date }: Signing,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const signed: Record<string, string> = {
    ...headers,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  // The host is signed too, but `fetch` sends it by itself.
  const named = Object.entries({ ...signed, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = named.map(([name]) => name).join(';');
  const canonical = [
    method,
    url.pathname,
    canonicalQuery(url),
    ...named.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    names,
    bodyHash,
  ].join('\n');

  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = `${algorithm}\n${time}\n${scope}\n${bytesToHex(sha256(encoder.encode(canonical)))}`;
  const key = [day, region, service, 'aws4_request'].reduce(mac, encoder.encode(`AWS4${secretAccessKey}`));
  const signature = bytesToHex(mac(key, text));
  const authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...signed, authorization };
}

/** A path's part or a query's, as the signature wants it: more is escaped than `encodeURIComponent` does. */
export function escapeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${escapeStrictly(name)}=${escapeStrictly(value)}`)
    .sort()
    .join('&');
}

function mac(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, encoder.encode(text));
}
