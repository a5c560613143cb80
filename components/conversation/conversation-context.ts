import { createContext } from '@lit/context';
import type { Conversation } from './conversation.ts';

/** The key under which a chat hands its conversation to the elements inside it. */
export const conversationContext = createContext<Conversation | undefined>(Symbol.for('assistant-kit/conversation'));
