import { z } from 'zod';
import type { Message } from '../conversation';

/** An item of a request's `input`, reshaped: a message, a pointer to a stored one, or nothing a reply depends on. */
export type InputItem =
  | { kind: 'message'; message: Message }
  | { kind: 'reference'; id: string }
  | { kind: 'ignored' };

const part = z.looseObject({
  type: z.enum(['input_text', 'output_text', 'refusal'], 'the demo reads text only'),
  text: z.string().optional(),
});

const content = z
  .union([z.string(), z.array(part)])
  .transform((value) =>
    typeof value === 'string' ? value : value.map((part) => part.text ?? '').join('\n'),
  );

const message = z
  .looseObject({
    type: z.literal('message').optional(),
    role: z.enum(['system', 'developer', 'user', 'assistant']),
    content,
  })
  .transform(({ role, content }): InputItem => ({ kind: 'message', message: { role, text: content } }));

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
    return { kind: 'message', message: { role: 'tool', text: output, toolCallId: call_id } };
  });

const reference = z
  .looseObject({ type: z.literal('item_reference'), id: z.string() })
  .transform(({ id }): InputItem => ({ kind: 'reference', id }));

/** Reasoning, web searches and so on. */
const anythingElse = z
  .looseObject({
    type: z.string().regex(/^(?!(message|function_call|function_call_output|item_reference)$)/),
  })
  .transform((): InputItem => ({ kind: 'ignored' }));

export const inputItem = z.union([message, functionCall, functionCallOutput, reference, anythingElse]);
