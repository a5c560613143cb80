import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';

/** A thread of Assistants with all that is known of it, everything oldest first. */
export interface SavedThread {
  id: string;
  /** Seconds since the epoch; undefined where nobody has kept it. */
  createdAt: number | undefined;
  metadata: Record<string, string>;
  messages: readonly Message[];
  runs: readonly Run[];
  steps: readonly RunStep[];
  /** Files of the thread itself, for its tools. */
  fileIds: readonly string[];
}

export interface SavedFile {
  filename: string;
  /** Undefined where the bytes cannot be had any more. */
  content: Blob | undefined;
}

/** Where threads come from. */
export interface Source {
  readonly threadIds: readonly string[];
  thread(id: string): Promise<SavedThread>;
  /** Undefined where nothing is known of the file. */
  file(fileId: string): Promise<SavedFile | undefined>;
}

/** All files that a thread speaks of, each once. */
export function fileIdsIn({ messages, steps, fileIds }: SavedThread): string[] {
  const inMessages = messages.flatMap(({ attachments, content }) => [
    ...(attachments ?? []).flatMap(({ file_id }) => file_id ?? []),
    ...content.flatMap((part) => {
      if (part.type === 'image_file') return [part.image_file.file_id];
      if (part.type !== 'text') return [];
      return part.text.annotations.map((each) => {
        return each.type === 'file_citation' ? each.file_citation.file_id : each.file_path.file_id;
      });
    }),
  ]);
  const inSteps = steps.flatMap(({ step_details: details }) => {
    if (details.type !== 'tool_calls') return [];
    return details.tool_calls.flatMap((call) => {
      if (call.type !== 'code_interpreter') return [];
      return call.code_interpreter.outputs.flatMap((each) => (each.type === 'image' ? [each.image.file_id] : []));
    });
  });
  return [...new Set([...fileIds, ...inMessages, ...inSteps])].filter((id) => id !== '');
}
