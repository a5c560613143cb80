import { invalid } from './api-error.ts';
import type { Fields } from './fields.ts';

/** The `metadata` of a request: at most 16 keys of 64 characters with values of 512, as OpenAI allows. */
export function readMetadata(fields: Fields): Record<string, string> | undefined {
  const metadata = fields.object('metadata');
  if (!metadata) return undefined;
  const keys = metadata.keys();
  const path = fields.path('metadata');
  if (keys.length > 16) {
    throw invalid(`Invalid '${path}': too many properties. Expected at most 16.`, path, 'object_above_max_properties');
  }
  return Object.fromEntries(
    keys.map((key) => {
      const value = metadata.required(key);
      if (key.length > 64 || value.length > 512) {
        const param = `${path}.${key.slice(0, 64)}`;
        throw invalid(`Invalid '${param}': string too long.`, param, 'string_above_max_length');
      }
      return [key, value];
    }),
  );
}
