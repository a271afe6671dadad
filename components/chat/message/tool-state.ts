import type { DynamicToolUIPart, ToolUIPart } from 'ai';

/** How it went, or goes, with a tool that the model used. */
export type ToolState = 'running' | 'done' | 'failed' | 'denied' | 'unfinished';

/** @param isGrowing whether the reply goes on; a tool that had not answered when it ended never will */
export function toolState({ state }: ToolUIPart | DynamicToolUIPart, isGrowing: boolean): ToolState {
  switch (state) {
    case 'output-available':
      return 'done';
    case 'output-error':
      return 'failed';
    case 'output-denied':
      return 'denied';
    default:
      return isGrowing ? 'running' : 'unfinished';
  }
}
