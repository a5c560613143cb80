import { Hono } from 'hono';
import type { PrepareTurn } from '../answering/prepare-turn.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { Stamp } from '../stamp.ts';
import type { Store } from '../store/store.ts';
import { AgentLibrary } from './agent-library.ts';
import { agentRoutes } from './agent-routes.ts';
import { environmentRoutes } from './environment-routes.ts';
import { prepareSessionTurn } from './prepare-session-turn.ts';
import { SessionLibrary } from './session-library.ts';
import { sessionPartsRoutes } from './session-parts-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { SessionStreams } from './session-streams.ts';
import { TurnLibrary } from './turn-library.ts';

export interface AgentsOptions {
  store: Store;
  stamp: Stamp;
  files: FileLibrary;
  containers: ContainerLibrary;
  prepareTurn: PrepareTurn;
  /** Milliseconds before each piece of text. */
  pace: number;
  /** Told about mistakes of the service itself. */
  onError: (error: unknown) => void;
}

/** What the routes share. */
export interface AgentsParts {
  agents: AgentLibrary;
  sessions: SessionLibrary;
  streams: SessionStreams;
  turns: TurnLibrary;
  files: FileLibrary;
  stamp: Stamp;
}

/** The Agents API, as far as an adapter needs it: agents, sessions with their turns and items, environments, artifacts. */
export interface AgentsApp {
  routes: Hono;
  close: () => Promise<void>;
}

export function agentsApp({ store, stamp, files, prepareTurn, ...options }: AgentsOptions): AgentsApp {
  const sessions = new SessionLibrary(store, stamp);
  const streams = new SessionStreams(stamp);
  const turns = new TurnLibrary({ ...options, sessions, streams, stamp }, prepareSessionTurn(sessions, prepareTurn));
  const parts: AgentsParts = { agents: new AgentLibrary(store, stamp), sessions, streams, turns, files, stamp };
  return {
    routes: new Hono()
      .route('/sessions', sessionPartsRoutes(parts))
      .route('/sessions', sessionRoutes(parts))
      .route('/environments', environmentRoutes(parts))
      .route('/', agentRoutes(parts.agents)),
    close: async () => {
      await turns.close();
      streams.close();
    },
  };
}
