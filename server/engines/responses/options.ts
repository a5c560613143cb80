import type OpenAI from 'openai';
import type { ResponseIncludable, ResponseCreateParams } from 'openai/resources/responses/responses';
import type { Tools } from '../tools/tools.ts';
import type { ServiceAbilities } from './service.ts';

/** The service: by its address, or by the official client, made and configured by the host. */
export type Upstream =
  | {
      /** Where another server speaks OpenAI's API, e.g. `http://localhost:11434/v1`. */
      baseURL: string;
      /** Its key; many servers want none. */
      apiKey?: string;
      client?: undefined;
    }
  | { client: OpenAI; baseURL?: undefined; apiKey?: undefined };

export type ResponsesOptions = Upstream & {
  model: string;
  instructions?: string;
  /**
   * What the assistant can do: hosted tools by their names, and functions of your own. Code interpreter and file search are on
   * unless they are set to false; a service that keeps no conversations is taken to have neither, and can be lent both.
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
  /** What the service has; what is not said here is found out by asking it, when it is first needed. */
  service?: Partial<ServiceAbilities>;
};
