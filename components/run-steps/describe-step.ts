import { toolName, type DynamicToolPart, type ReasoningPart, type ToolPart } from '../../protocol/index.ts';
import { codeInterpreterStep } from './code-interpreter-step.ts';
import { fileSearchStep } from './file-search-step.ts';
import { functionStep } from './function-step.ts';
import { imageGenerationStep } from './image-generation-step.ts';
import { reasoningStep } from './reasoning-step.ts';
import type { StepContext, StepView } from './step-view.ts';
import { webSearchStep } from './web-search-step.ts';

/** A part of a message that is a step of its run rather than a part of its answer. */
export type StepPart = ReasoningPart | ToolPart | DynamicToolPart;

/** How a step is drawn. A tool of unknown name gets the drawing of a function. */
export function describeStep(part: StepPart, context: StepContext, seconds?: number): StepView {
  if (part.type === 'reasoning') return reasoningStep(part as ReasoningPart, context, seconds);
  const tool = part as ToolPart | DynamicToolPart;
  switch (toolName(tool)) {
    case 'code_interpreter':
      return codeInterpreterStep(tool, context);
    case 'file_search':
      return fileSearchStep(tool, context);
    case 'web_search':
    case 'web_search_preview':
      return webSearchStep(tool, context);
    case 'image_generation':
      return imageGenerationStep(tool, context);
    default:
      return functionStep(tool, context);
  }
}
