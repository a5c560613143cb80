import { createHash } from 'node:crypto';
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

/** The same of Assistants, apart: both have types of the same names, like `FunctionTool`. */
const assistantTypes = {
  Assistant: ['beta/assistants', 'Assistant'],
  AssistantDeleted: ['beta/assistants', 'AssistantDeleted'],
  AssistantStreamEvent: ['beta/assistants', 'AssistantStreamEvent'],
  Message: ['beta/threads/messages', 'Message'],
  MessageDeleted: ['beta/threads/messages', 'MessageDeleted'],
  Run: ['beta/threads/runs/runs', 'Run'],
  RunStep: ['beta/threads/runs/steps', 'RunStep'],
  Thread: ['beta/threads/threads', 'Thread'],
  ThreadDeleted: ['beta/threads/threads', 'ThreadDeleted'],
} as const;

/** And of Agents, for the same reason. */
const agentTypes = {
  Agent: ['beta/agents/agents', 'Agent'],
  AgentDeleted: ['beta/agents/agents', 'AgentDeleted'],
  AgentSession: ['beta/agents/agents', 'AgentSession'],
  AgentSessionDeleted: ['beta/agents/agents', 'AgentSessionDeleted'],
  AgentSessionEvent: ['beta/agents/agents', 'AgentSessionEvent'],
  AgentSessionItem: ['beta/agents/agents', 'AgentSessionItem'],
  EnvironmentFile: ['beta/agents/environments/files', 'EnvironmentFile'],
  EnvironmentInfo: ['beta/agents/environments/environments', 'EnvironmentInfo'],
  SessionArtifact: ['beta/agents/sessions/artifacts', 'SessionArtifact'],
  SessionArtifactDeleted: ['beta/agents/sessions/artifacts', 'SessionArtifactDeleted'],
  Turn: ['beta/agents/sessions/turns/turns', 'Turn'],
} as const;

export type WireType = keyof typeof types | keyof typeof assistantTypes | keyof typeof agentTypes;
export type Definitions = Record<string, Schema>;
type Types = Record<string, readonly [path: string, type: string]>;

export interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  const?: unknown;
  [key: string]: unknown;
}

/** JSON Schemas of those types, made from the installed client's declarations and kept in the cache: it takes seconds. */
export function wireSchemas(): Record<'definitions' | 'assistantDefinitions' | 'agentDefinitions', Definitions> {
  return {
    definitions: definitionsOf(types),
    assistantDefinitions: definitionsOf(assistantTypes),
    agentDefinitions: definitionsOf(agentTypes),
  };
}

function definitionsOf(types: Types): Definitions {
  const { version } = JSON.parse(readFileSync(`${root}node_modules/openai/package.json`, 'utf8')) as {
    version: string;
  };
  const folder = `${root}.cache/wire`;
  const asked = createHash('sha256').update(JSON.stringify(types)).digest('hex').slice(0, 12);
  const cached = `${folder}/openai-${version}-${asked}.json`;
  try {
    return JSON.parse(readFileSync(cached, 'utf8')) as Definitions;
  } catch {
    mkdirSync(folder, { recursive: true });
  }
  const source = `${folder}/types-${asked}-${process.pid}.ts`;
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
  const { definitions } = JSON.parse(JSON.stringify(schema)) as { definitions: Definitions };
  // Several processes may do this at once.
  writeFileSync(`${cached}.${process.pid}`, JSON.stringify(definitions));
  renameSync(`${cached}.${process.pid}`, cached);
  return definitions;
}
