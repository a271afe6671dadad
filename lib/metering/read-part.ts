import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Tally } from './tally';

/** Tells the tally of a part of a stream, in the AI SDK's format. */
export function readPart(tally: Tally, part: LanguageModelV4StreamPart): void {
  switch (part.type) {
    case 'response-metadata':
      tally.addMetadata(part);
      break;
    case 'text-delta':
      tally.addText(part.delta);
      break;
    case 'reasoning-delta':
    case 'tool-input-delta':
      tally.addOutput(part.delta);
      break;
    case 'tool-input-start':
      tally.addToolCall(part.toolName);
      break;
    case 'finish':
      tally.reportedUsage = part.usage;
      tally.cutBy = cutOf(part.finishReason);
      break;
    case 'error':
      tally.error = part.error;
      break;
  }
}

/** Tells the tally of a whole response, in the AI SDK's format. */
export function readWhole(tally: Tally, result: LanguageModelV4GenerateResult): void {
  tally.addMetadata(result.response ?? {});
  for (const content of result.content) readContent(tally, content);
  tally.reportedUsage = result.usage;
  tally.cutBy = cutOf(result.finishReason);
}

function cutOf({ unified }: LanguageModelV4FinishReason): Tally['cutBy'] {
  if (unified === 'length') return 'limit';
  return unified === 'content-filter' ? 'filter' : undefined;
}

function readContent(tally: Tally, content: LanguageModelV4Content): void {
  switch (content.type) {
    case 'text':
      tally.addText(content.text);
      break;
    case 'reasoning':
      tally.addOutput(content.text);
      break;
    case 'tool-call':
      tally.addToolCall(content.toolName, content.input);
      break;
  }
}
