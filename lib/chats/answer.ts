import type { UIMessageChunk } from 'ai';
import { AppError } from '../errors';
import type { ChatId, UserId } from '../ids';
import type { Metering } from '../metering/context';
import type { CatalogModel } from '../models';
import type { PicoUsd } from '../money';
import { beginTurn, type UserMessage } from './begin-turn';
import { streamReply } from './stream-reply';
import { takeBack } from './take-back';

export interface Question {
  userId: UserId;
  allowancePico: PicoUsd | null;
  chatId: ChatId;
  model: CatalogModel;
  /** Left out to have the last message of the chat answered again. */
  message?: UserMessage;
}

/**
 * Saves what a person said and streams the answer. What we refuse (the allowance is used up, the conversation is too
 * long) is not kept; a message that upstream failed to answer is, to be tried again.
 *
 * @throws what `beginTurn` and `streamReply` throw
 */
export async function answer(metering: Metering, question: Question): Promise<AsyncIterable<UIMessageChunk>> {
  const history = await beginTurn(metering, { ...question, model: question.model.id });
  try {
    return await streamReply(metering, { ...question, history });
  } catch (error) {
    const refused = error instanceof AppError && error.status < 500;
    if (refused && question.message) {
      await takeBack(metering, { chatId: question.chatId, messageId: question.message.id });
    }
    throw error;
  }
}
