import { Hono } from 'hono';
import type { Assistant } from 'openai/resources/beta/assistants';
import { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { modelName } from '../models.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { AssistantLibrary } from './assistant-library.ts';
import { readAssistantTools } from './read-assistant-tools.ts';
import type { ToolResourceReader } from './tool-resources.ts';

/** `/v1/assistants`. */
export function assistantRoutes(assistants: AssistantLibrary, resources: ToolResourceReader): Hono {
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      body.required('model');
      return context.json(await assistants.create({ ...defaults, ...(await readAssistant(body, resources)) }));
    })
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      return context.json(pageOf(await assistants.list(), readPageQuery(query)));
    })
    .get('/:id', async (context) => context.json(await assistants.get(context.req.param('id'))))
    .post('/:id', async (context) => {
      const change = await readAssistant(await Fields.of(context.req.raw), resources);
      return context.json(await assistants.change(context.req.param('id'), change));
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await assistants.remove(id);
      return context.json({ id, object: 'assistant.deleted', deleted: true });
    });
}

const defaults: Omit<Assistant, 'id' | 'object' | 'created_at'> = {
  name: null,
  description: null,
  model: modelName,
  instructions: null,
  tools: [],
  tool_resources: {},
  metadata: {},
  temperature: 1,
  top_p: 1,
  response_format: 'auto',
};

/** What a request says of an assistant. */
async function readAssistant(body: Fields, resources: ToolResourceReader): Promise<Partial<Assistant>> {
  const given: [keyof Assistant, unknown][] = [
    ['name', body.string('name')],
    ['description', body.string('description')],
    ['instructions', body.string('instructions')],
    ['tools', readAssistantTools(body)],
    ['tool_resources', await resources.read(body)],
    ['metadata', readMetadata(body)],
    ['temperature', body.number('temperature')],
    ['top_p', body.number('top_p')],
    ['response_format', body.raw('response_format') ?? undefined],
  ];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Partial<Assistant>;
}
