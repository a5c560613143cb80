import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What the service sends, by the names the client's own types have. */
const types = {
  Container: ['containers/containers', 'ContainerRetrieveResponse'],
  ContainerFile: ['containers/files/files', 'FileRetrieveResponse'],
  Conversation: ['conversations/conversations', 'Conversation'],
  ConversationDeleted: ['conversations/conversations', 'ConversationDeletedResource'],
  ConversationItem: ['conversations/items', 'ConversationItem'],
  ConversationItemList: ['conversations/items', 'ConversationItemList'],
  File: ['files', 'FileObject'],
  FileDeleted: ['files', 'FileDeleted'],
  Model: ['models', 'Model'],
  Response: ['responses/responses', 'Response'],
  ResponseItemList: ['responses/input-items', 'ResponseItemList'],
  ResponseStreamEvent: ['responses/responses', 'ResponseStreamEvent'],
  Upload: ['uploads/uploads', 'Upload'],
  UploadPart: ['uploads/parts', 'UploadPart'],
  VectorStore: ['vector-stores/vector-stores', 'VectorStore'],
  VectorStoreDeleted: ['vector-stores/vector-stores', 'VectorStoreDeleted'],
  VectorStoreFile: ['vector-stores/files', 'VectorStoreFile'],
  VectorStoreFileBatch: ['vector-stores/file-batches', 'VectorStoreFileBatch'],
  VectorStoreFileContent: ['vector-stores/files', 'FileContentResponse'],
  VectorStoreFileDeleted: ['vector-stores/files', 'VectorStoreFileDeleted'],
  VectorStoreSearchResult: ['vector-stores/vector-stores', 'VectorStoreSearchResponse'],
} as const;

export type WireType = keyof typeof types;

export interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  const?: unknown;
  [key: string]: unknown;
}

/** JSON Schemas of those types, made from the installed client's declarations and kept in the cache: it takes seconds. */
export function wireSchemas(): { definitions: Record<string, Schema> } {
  const { version } = JSON.parse(readFileSync(`${root}node_modules/openai/package.json`, 'utf8')) as {
    version: string;
  };
  const folder = `${root}.cache/wire`;
  const cached = `${folder}/openai-${version}-${Object.keys(types).length}.json`;
  try {
    return JSON.parse(readFileSync(cached, 'utf8')) as ReturnType<typeof wireSchemas>;
  } catch {
    mkdirSync(folder, { recursive: true });
  }
  const source = `${folder}/types-${process.pid}.ts`;
  const lines = Object.entries(types).map(([name, [path, type]]) => {
    return `import type { ${type} as ${name}_ } from 'openai/resources/${path}';\nexport type Wire_${name} = ${name}_;`;
  });
  writeFileSync(source, lines.join('\n'));
  const schema = createGenerator({
    path: source,
    tsconfig: `${root}tsconfig.json`,
    skipTypeCheck: true,
    expose: 'all',
    topRef: true,
    additionalProperties: false,
  }).createSchema(Object.keys(types).map((name) => `Wire_${name}`));
  const { definitions } = JSON.parse(JSON.stringify(schema)) as { definitions: Record<string, Schema> };
  // Several processes may do this at once.
  writeFileSync(`${cached}.${process.pid}`, JSON.stringify({ definitions }));
  renameSync(`${cached}.${process.pid}`, cached);
  return { definitions };
}
