import { AsyncLocalStorage } from 'node:async_hooks';
import { after } from 'next/server';
import { z } from 'zod';
import { afterReply } from '@/lib/after-reply';
import { refuseGuestWhereOff } from '@/lib/auth/guests';
import { raiseAlerts } from '@/lib/billing/budgets/alerts';
import { readOwnBudget } from '@/lib/billing/budgets/budget';
import { callLimitOf } from '@/lib/billing/budgets/spend-limit';
import { planOf } from '@/lib/billing/plans';
import { answer } from '@/lib/chats/answer';
import { EVENT_STREAM_HEADERS, eventStream } from '@/lib/chats/event-stream';
import { settingsSchema } from '@/lib/chats/settings';
import { titleChat } from '@/lib/chats/title/title-chat';
import { userMessageSchema } from '@/lib/chats/user-message';
import { readJson } from '@/lib/http';
import { type ChatId, idSchema, type MessageId } from '@/lib/ids';
import { getMetering } from '@/lib/metering/context';
import { requireModel } from '@/lib/models';
import { userRoute } from '@/lib/user-route';

export const maxDuration = 300;

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

const turnSchema = z.object({
  chatId: idSchema<ChatId>(),
  model: z.string(),
  /** Left out to have a message answered again: the one named in `answerAgain`, else the last. */
  message: userMessageSchema.optional(),
  answerAgain: idSchema<MessageId>().optional(),
  settings: settingsSchema.optional(),
});

/** Answers a message of a chat, as a stream. The reply goes on when the reader leaves; see `stop` beside this. */
export const POST = userRoute(async (request, user) => {
  const begunAt = new Date();
  refuseGuestWhereOff(user);
  const { model: modelId, ...asked } = await readJson(request, turnSchema, BODY_LIMIT_BYTES);
  const model = await requireModel(modelId);
  const metering = await getMetering();
  // Bound to this request: it may be in mid-stream that the budget is found to be used up.
  const onUsedUp = AsyncLocalStorage.bind(() => after(raiseAlerts(user.id, { isUsedUp: true })));
  const spendLimit = async () => {
    const [plan, budget] = await Promise.all([planOf(user), readOwnBudget(metering.db, user.id)]);
    return callLimitOf(plan, budget, onUsedUp);
  };
  const chat = { userId: user.id, chatId: asked.chatId, spendLimit };
  const followUp = () => afterReply(user.id, begunAt);

  const { chunks, isUntitled } = await answer(metering, { ...asked, ...chat, model }).catch(
    (error: unknown) => {
      // The prompt may be billed, though the reply failed before its first word.
      after(followUp);
      throw error;
    },
  );
  const { body, ended } = eventStream(chunks);
  after(ended.then(followUp));
  if (isUntitled) after(ended.then(() => titleChat(metering, chat)).then(followUp));
  return new Response(body, { headers: EVENT_STREAM_HEADERS });
});
