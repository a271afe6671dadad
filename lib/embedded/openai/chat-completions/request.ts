import { z } from 'zod';
import { type ContentPart, imageUrl, readContent } from '../content';
import type { Conversation, Message, OfferedTool } from '../conversation';

const contentPart = z.discriminatedUnion(
  'type',
  [
    z
      .looseObject({ type: z.literal('text'), text: z.string() })
      .transform(({ text }): ContentPart => ({ type: 'text', text })),
    z
      .looseObject({ type: z.literal('refusal'), refusal: z.string().optional() })
      .transform(({ refusal = '' }): ContentPart => ({ type: 'text', text: refusal })),
    z
      .looseObject({
        type: z.literal('image_url'),
        image_url: z.looseObject({ url: imageUrl, detail: z.string().nullish() }),
      })
      .transform(({ image_url }): ContentPart => ({ type: 'image', ...image_url })),
    z
      .looseObject({
        type: z.literal('file'),
        file: z.looseObject({ file_data: z.string(), filename: z.string().optional() }),
      })
      .transform(({ file }): ContentPart => ({ type: 'file', data: file.file_data, name: file.filename })),
  ],
  'the demo reads text, images and files only',
);

const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.string().or(z.array(contentPart)).nullish(),
  name: z.string().optional(),
  tool_call_id: z.string().optional(),
  tool_calls: z
    .array(z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
    .nullish(),
});

const tool = z.looseObject({
  function: z
    .looseObject({
      name: z.string(),
      description: z.string().optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/** The body of `POST /v1/chat/completions`, as far as the demo heeds it. */
export const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  n: z.literal(1, 'the demo gives one choice').nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([
      z.enum(['auto', 'none', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .nullish(),
  response_format: z
    .union([
      z.object({ type: z.enum(['text', 'json_object']) }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;

/** The same conversation as the demo reads it, whichever API it was asked by. */
export function conversationOf(request: ChatRequest): Conversation {
  const { tool_choice: choice, response_format: format } = request;
  return {
    messages: request.messages.map(toMessage),
    tools: (request.tools ?? []).flatMap((offered): OfferedTool[] =>
      offered.function ? [offered.function] : [],
    ),
    toolChoice: typeof choice === 'object' && choice ? choice.function : (choice ?? 'auto'),
    format:
      format?.type === 'json_schema'
        ? { type: format.type, schema: format.json_schema.schema }
        : (format ?? { type: 'text' }),
  };
}

function toMessage(sent: ChatRequest['messages'][number]): Message {
  const { role, content, name } = sent;
  return {
    role,
    name,
    ...readContent(content ?? ''),
    toolCallId: sent.tool_call_id,
    toolCalls: sent.tool_calls?.map((call) => ({ id: call.id, ...call.function })),
  };
}
