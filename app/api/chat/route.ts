import { after } from 'next/server';
import { z } from 'zod';
import { requireUser } from '@/lib/auth';
import { planOf } from '@/lib/billing/plans';
import { answer } from '@/lib/chats/answer';
import { EVENT_STREAM_HEADERS, eventStream } from '@/lib/chats/event-stream';
import { readJson, route } from '@/lib/http';
import { type ChatId, idSchema, type MessageId } from '@/lib/ids';
import { getMetering } from '@/lib/metering/context';
import { findModel } from '@/lib/models';
import { afterReply } from '@/lib/openmeter/after-reply';

export const maxDuration = 300;

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

const text = z.object({ type: z.literal('text'), text: z.string().trim().min(1, 'The message is empty.') });

const turnSchema = z.object({
  chatId: idSchema<ChatId>(),
  model: z.string(),
  /** Left out to have the last message answered again. */
  message: z
    .object({ id: idSchema<MessageId>(), role: z.literal('user'), parts: z.array(text).length(1) })
    .transform(({ id, parts: [part] }) => ({ id, text: part?.text ?? '' }))
    .optional(),
});

/** Answers a message of a chat, as a stream. The reply goes on when the reader leaves; see `stop` beside this. */
export const POST = route(async (request) => {
  const user = await requireUser();
  const { chatId, model: modelId, message } = await readJson(request, turnSchema, BODY_LIMIT_BYTES);
  const model = await findModel(modelId);
  const { allowancePico } = planOf(user);

  const chunks = await answer(await getMetering(), {
    userId: user.id,
    allowancePico,
    chatId,
    model,
    message,
  });
  const { body, ended } = eventStream(chunks);
  after(ended.then(afterReply));
  return new Response(body, { headers: EVENT_STREAM_HEADERS });
});
