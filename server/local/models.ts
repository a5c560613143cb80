import { Hono } from 'hono';
import type { Model } from 'openai/resources/models';
import { ApiError } from './api-error.ts';

/** The only model there is. */
export const modelName = 'local-rules';

/** The one model, which says of itself that it is none. */
const model: Model & { description: string } = {
  id: modelName,
  object: 'model',
  created: 1_767_225_600,
  owned_by: 'assistant-kit (rule-based, no language model)',
  description:
    'A rule-based engine on this machine, not a language model: it calculates, runs Python, quotes files and calls functions.',
};

/** `/v1/models`. */
export function modelRoutes(): Hono {
  return new Hono()
    .get('/', (context) => context.json({ object: 'list', data: [model] }))
    .get('/:id', (context) => {
      const id = context.req.param('id');
      if (id !== modelName) {
        throw new ApiError(404, `The model '${id}' does not exist; this service has '${modelName}'.`, {
          code: 'model_not_found',
        });
      }
      return context.json(model);
    });
}
