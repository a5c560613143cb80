/** `requires_action`: a function of the page or an approval is waited for. */
export type RunStatus =
  | 'queued'
  | 'in_progress'
  | 'requires_action'
  | 'completed'
  | 'incomplete'
  | 'failed'
  | 'cancelled'
  | 'expired';

/** Tokens the run has used. */
export interface RunUsage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
}

/** What is known of a run, kept in the metadata of the message it writes. */
export interface RunState {
  /** The handle of the run, and the first half of its event ids. */
  id: string;
  status: RunStatus;
  usage?: RunUsage;
  /** Why the answer stops early: `max_output_tokens`, `content_filter`, … */
  incompleteReason?: string;
}

/** True once nothing more will come. */
export function isRunOver(status: RunStatus): boolean {
  return status !== 'queued' && status !== 'in_progress' && status !== 'requires_action';
}
