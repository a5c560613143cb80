import type { TemplateResult } from 'lit';
import type { OutputFile, ToolInvocation } from '../../protocol/index.ts';
import type { stepWords } from './step-strings.ts';

/**
 * - `running`: under way;
 * - `waiting`: a person has to decide;
 * - `stopped`: the run ended before the step did.
 */
export type StepState = 'running' | 'waiting' | 'done' | 'failed' | 'stopped';

/** One step as it is drawn: a line, and what unfolds under it. */
export interface StepView {
  icon: TemplateResult;
  title: string;
  /** What the step was about, on the same line. */
  detail?: string;
  state: StepState;
  /** Unfolded by itself while the step runs. */
  isLive?: boolean;
  /** Made only when it is unfolded: a long history holds thousands. */
  body?: () => TemplateResult;
}

/** What a step is drawn with. */
export interface StepContext {
  strings: typeof stepWords;
  /** The run goes on. */
  running: boolean;
  /** Files that this step wrote. */
  files: readonly OutputFile[];
  /** Shows a picture as large as it is, on a click that means that. */
  openPicture: (event: MouseEvent, picture: Picture) => void;
}

/** A picture that a step has made. */
export interface Picture {
  url: string;
  filename: string;
}

/** The state of a tool's call. */
export function stepState(part: ToolInvocation, running: boolean): StepState {
  switch (part.state) {
    case 'output-available':
      return part.preliminary && running ? 'running' : 'done';
    case 'output-denied':
      return 'done';
    case 'output-error':
      return 'failed';
    case 'approval-requested':
      return 'waiting';
    default:
      return running ? 'running' : 'stopped';
  }
}
