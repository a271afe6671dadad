import type { UIMessageChunk } from 'ai';
import { putFilesIntoMessages } from '../attachments/put-into-messages';
import { AppError } from '../errors';
import { heartbeat } from '../heartbeat';
import { log } from '../log';
import type { SpendLimit } from '../metering/call';
import type { Metering } from '../metering/context';
import type { CatalogModel } from '../models';
import { forgetAsked, keepAsked } from './asked-at';
import { type AskedTurn, beginTurn, type Turn } from './begin-turn';
import type { ChatMessage } from './message';
import { type RunningReply, registerReply } from './running-replies';
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
 * @returns the reply, and whether the chat had no title yet when it was asked for
 * @throws what `beginTurn`, `putFilesIntoMessages` and `streamReply` throw
 */
export async function answer(
  metering: Metering,
  question: Question,
): Promise<{ chunks: AsyncIterable<UIMessageChunk>; isUntitled: boolean }> {
  const { userId, spendLimit, chatId, model, message } = question;
  const turn = await beginTurn(metering.db, { ...question, model: model.id });
  const { questionId, settings, replyIds, isUntitled } = turn;
  // Before its files are read, which may take long: it can be stopped from now on.
  const running = registerReply(chatId);
  try {
    const history = await readFiles(metering, question, turn, running);
    const request = { userId, spendLimit, chatId, model, history, questionId, settings, replyIds, running };
    return { chunks: await streamReply(metering, request), isUntitled };
  } catch (error) {
    running.unregister();
    const isRefused = error instanceof AppError && error.status < 500;
    // The person is told why there is no answer, whatever the database makes of this.
    await undo(isRefused).catch((err: unknown) =>
      log.warn({ err, chatId, questionId }, 'a turn that came to nothing could not be undone'),
    );
    throw error;
  }

  async function undo(isRefused: boolean): Promise<void> {
    const { endBefore, isQuestionNew } = turn;
    if (isRefused && isQuestionNew)
      return takeBack(metering.db, { chatId, messageId: questionId, endBefore });
    await forgetAsked(metering.db, questionId);
    if (!message) await takeBack(metering.db, { chatId, endBefore });
  }
}

/**
 * Reads the files of the history. No call of a model is on record yet, so a heartbeat marks the question as being answered.
 * A Stop on another instance, which has no call to mark, clears that mark (`stopReplyOf`), and the next beat sees it.
 */
async function readFiles(
  metering: Metering,
  question: Question,
  turn: Turn,
  running: RunningReply,
): Promise<ChatMessage[]> {
  const { chatId } = question;
  const { questionId } = turn;
  let hasBeaten = false;
  const beat = async () => {
    hasBeaten = true;
    if (!(await keepAsked(metering.db, questionId))) running.requestStop();
  };
  const tell = (err: unknown) => log.warn({ err, chatId, questionId }, 'a reply can’t be kept alive');
  const endHeartbeat = heartbeat(beat, tell);
  try {
    const history = await putFilesIntoMessages(metering, question, turn.history);
    // It may have been stopped since the last beat. Files that are read before the first one need no other round trip.
    if (hasBeaten) await beat().catch(tell);
    return history;
  } finally {
    endHeartbeat();
  }
}
