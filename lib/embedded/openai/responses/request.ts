import { z } from 'zod';
import type { Conversation, Message, OfferedTool, ToolChoice } from '../conversation';
import { inputItem } from './input-items';

const tool = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.looseObject({ type: z.string(), name: z.string().optional() }),
]);

const format = z.union([
  z.object({ type: z.enum(['text', 'json_object']) }),
  z.looseObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }),
]);

/** The body of `POST /v1/responses`, as far as the demo heeds it. */
export const responseRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(inputItem).min(1)]),
  instructions: z.string().nullish(),
  previous_response_id: z.string().nullish(),
  stream: z.boolean().nullish(),
  store: z.boolean().nullish(),
  // OpenAI refuses fewer than 16, too.
  max_output_tokens: z.int().min(16).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: toolChoice.nullish(),
  text: z.looseObject({ format: format.nullish() }).nullish(),
});

export type ResponseRequest = z.infer<typeof responseRequest>;

/** The conversation a request has. */
export function conversationOf(request: ResponseRequest): Conversation {
  const wanted = request.text?.format ?? { type: 'text' };
  return {
    messages: [
      ...(request.instructions ? [{ role: 'developer', text: request.instructions } as const] : []),
      ...inputMessages(request.input),
    ],
    tools: (request.tools ?? []).flatMap(toOfferedTool),
    toolChoice: toToolChoice(request.tool_choice),
    format:
      wanted.type === 'json_schema' ? { type: wanted.type, schema: wanted.schema } : { type: wanted.type },
  };
}

function inputMessages(input: ResponseRequest['input']): Message[] {
  if (typeof input === 'string') return [{ role: 'user', text: input }];
  return input.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
}

function toOfferedTool(tool: NonNullable<ResponseRequest['tools']>[number]): OfferedTool[] {
  if (tool.type !== 'function' || !tool.name) return [];
  return [
    { name: tool.name, description: tool.description ?? undefined, parameters: tool.parameters ?? undefined },
  ];
}

function toToolChoice(choice: ResponseRequest['tool_choice']): ToolChoice {
  if (!choice) return 'auto';
  if (typeof choice === 'string') return choice;
  return choice.type === 'function' && choice.name ? { name: choice.name } : 'auto';
}
