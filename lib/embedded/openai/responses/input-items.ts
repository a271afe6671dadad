import { z } from 'zod';
import { type ContentPart, imageUrl, readContent } from '../content';
import type { Message } from '../conversation';

/** An item of a request's `input`, reshaped: a message, or nothing a reply depends on. */
export type InputItem = { kind: 'message'; message: Message } | { kind: 'ignored' };

const part = z.discriminatedUnion(
  'type',
  [
    z
      .looseObject({ type: z.enum(['input_text', 'output_text']), text: z.string() })
      .transform(({ text }): ContentPart => ({ type: 'text', text })),
    z
      .looseObject({ type: z.literal('refusal'), refusal: z.string().optional() })
      .transform(({ refusal = '' }): ContentPart => ({ type: 'text', text: refusal })),
    z
      .looseObject({ type: z.literal('input_image'), image_url: imageUrl, detail: z.string().nullish() })
      .transform(({ image_url, detail }): ContentPart => ({ type: 'image', url: image_url, detail })),
    z
      .looseObject({
        type: z.literal('input_file'),
        file_data: z.string(),
        filename: z.string().optional(),
        detail: z.string().nullish(),
      })
      .transform(
        ({ file_data, filename, detail }): ContentPart => ({
          type: 'file',
          data: file_data,
          name: filename,
          detail,
        }),
      ),
  ],
  'the demo reads text, images and files only',
);

const content = z.union([z.string(), z.array(part)]).transform(readContent);

const message = z
  .looseObject({
    type: z.literal('message').optional(),
    role: z.enum(['system', 'developer', 'user', 'assistant']),
    content,
  })
  .transform(({ role, content }): InputItem => ({ kind: 'message', message: { role, ...content } }));

const functionCall = z
  .looseObject({
    type: z.literal('function_call'),
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
  })
  .transform((call): InputItem => {
    const toolCalls = [{ id: call.call_id, name: call.name, arguments: call.arguments }];
    return { kind: 'message', message: { role: 'assistant', text: '', toolCalls } };
  });

const functionCallOutput = z
  .looseObject({ type: z.literal('function_call_output'), call_id: z.string(), output: content })
  .transform(({ call_id, output }): InputItem => {
    return { kind: 'message', message: { role: 'tool', ...output, toolCallId: call_id } };
  });

/** Passed over, it would be missing from the conversation, and nobody would know. */
const reference = z
  .looseObject({ type: z.literal('item_reference') })
  .transform((): InputItem => ({ kind: 'ignored' }))
  .refine(() => false, "nothing is stored here, so send items whole, and 'store: false'");

/** Reasoning, web searches and so on. */
const anythingElse = z
  .looseObject({
    type: z.string().regex(/^(?!(message|function_call|function_call_output|item_reference)$)/),
  })
  .transform((): InputItem => ({ kind: 'ignored' }));

export const inputItem = z.union([message, functionCall, functionCallOutput, reference, anythingElse]);
