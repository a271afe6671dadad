import type { UIMessageChunk } from 'ai';
import { putFilesIntoMessages } from '../attachments/put-into-messages';
import { AppError } from '../errors';
import { log } from '../log';
import type { SpendLimit } from '../metering/call';
import type { Metering } from '../metering/context';
import type { CatalogModel } from '../models';
import { type AskedTurn, beginTurn, forgetAsked } from './begin-turn';
import { streamReply } from './stream-reply';
import { takeBack } from './take-back';

export interface Question extends Omit<AskedTurn, 'model'> {
  spendLimit: () => Promise<SpendLimit>;
  model: CatalogModel;
}

/**
 * Saves what a person said and streams the answer. What we refuse (the allowance is used up, the conversation is too
 * long) is not kept; a message that upstream failed to answer is, to be tried again, and stays when
 * that is refused.
 *
 * @returns the reply, and whether it is the first of the chat
 * @throws what `beginTurn`, `putFilesIntoMessages` and `streamReply` throw
 */
export async function answer(
  metering: Metering,
  question: Question,
): Promise<{ chunks: AsyncIterable<UIMessageChunk>; isFirst: boolean }> {
  const { chatId, message } = question;
  const turn = await beginTurn(metering.db, { ...question, model: question.model.id });
  try {
    const history = await putFilesIntoMessages(metering, question, turn.history);
    return {
      chunks: await streamReply(metering, { ...question, ...turn, history }),
      isFirst: turn.history.length === 1,
    };
  } catch (error) {
    const isRefused = error instanceof AppError && error.status < 500;
    // The person is told why there is no answer, whatever the database makes of this.
    await undo(isRefused).catch((err: unknown) =>
      log.warn(
        { err, chatId, questionId: turn.questionId },
        'a turn that came to nothing could not be undone',
      ),
    );
    throw error;
  }

  async function undo(isRefused: boolean): Promise<void> {
    const { questionId, endBefore, isQuestionNew } = turn;
    if (isRefused && isQuestionNew)
      return takeBack(metering.db, { chatId, messageId: questionId, endBefore });
    await forgetAsked(metering.db, questionId);
    if (!message) await takeBack(metering.db, { chatId, endBefore });
  }
}
