import type OpenAI from 'openai';
import type { ResponseIncludable, ResponseCreateParams } from 'openai/resources/responses/responses';
import type { Tools } from '../tools/tools.ts';

export interface ResponsesOptions {
  /** The official client, made and configured by the host; the engine reads no key and no environment. */
  client: OpenAI;
  model: string;
  instructions?: string;
  /**
   * What the assistant can do: hosted tools by their names, and functions of your own. Code interpreter and file search are on
   * unless they are set to false.
   */
  tools?: Tools;
  /** Asked for in addition to what the tools need. */
  include?: ResponseIncludable[];
  reasoning?: ResponseCreateParams['reasoning'];
  text?: ResponseCreateParams['text'];
  temperature?: number;
  /** Most tokens of one response, its reasoning included. */
  maxOutputTokens?: number;
  /** The service runs on when a connection breaks, so every run can be read again and stopped. False for services that cannot. */
  background?: boolean;
  /** What uploads are registered as; `assistants` for services that do not know `user_data`. */
  filePurpose?: 'user_data' | 'assistants';
  /** Passed on as is, e.g. `priority`. */
  serviceTier?: ResponseCreateParams['service_tier'];
}
