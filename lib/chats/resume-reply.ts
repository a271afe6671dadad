import type { UIMessageChunk } from 'ai';
import { AskTogether } from '../ask-together';
import type { Database } from '../db/types';
import type { MessageId } from '../ids';
import { loadChat } from './load-chat';
import type { MessageMetadata } from './message';
import { type OwnChat, requireOwnChat } from './own-chat';
import { findRunningReply, type ReplyProgress, readProgress } from './reply-progress';
import { ReplyTranscript } from './resume-reply-transcript';

/** As often as checkpoints are written. */
const POLL_MS = 250;

type OwnReply = OwnChat & { messageId: MessageId };

/**
 * The reply that is being written in a chat, from its beginning and on to its end, whichever instance writes it: read
 * from the checkpoints, asked for again and again until the reply is saved. It ends when the reader leaves.
 *
 * Checkpoints have text only. A reply of which there is more (tool calls, reasoning), or that was not saved, ends
 * without a status, so that its reader knows to read it again as it is saved.
 *
 * @param options.onSilence is told, again and again, while who writes it has been silent for so long that they count as dead
 * @returns nothing when no reply is under way
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function resumeReply(
  db: Database,
  own: OwnChat,
  { pollMs = POLL_MS, onSilence = () => {} }: { pollMs?: number; onSilence?: () => void } = {},
): Promise<ReadableStream<UIMessageChunk> | undefined> {
  await requireOwnChat(db, own);
  const messageId = await findRunningReply(db, own.chatId);
  if (!messageId) return undefined;
  const left = new AbortController();
  const chunks = follow(db, { ...own, messageId }, { pollMs, onSilence, left: left.signal });
  return new ReadableStream({
    async pull(queue) {
      const { done, value } = await chunks.next();
      if (done) queue.close();
      else queue.enqueue(value);
    },
    async cancel() {
      left.abort();
      await chunks.return(undefined);
    },
  });
}

/** However many read along, as one whose connection comes and goes, the database is asked by one of them. */
const progresses = new AskTogether<{ db: Database; reply: OwnReply }, ReplyProgress>(({ db, reply }) =>
  readProgress(db, reply),
);

async function* follow(
  db: Database,
  reply: OwnReply,
  { pollMs, onSilence, left }: { pollMs: number; onSilence: () => void; left: AbortSignal },
): AsyncGenerator<UIMessageChunk, void> {
  const transcript = new ReplyTranscript();
  yield { type: 'start', messageId: reply.messageId };
  const next = (delayMs: number) =>
    progresses.next(`${reply.chatId} ${reply.messageId}`, { db, reply }, delayMs);
  let progress = await next(0);
  while (progress.isUnderWay) {
    yield* transcript.advance(progress.steps);
    if (progress.isSilent) onSilence();
    progress = await next(pollMs);
    if (left.aborted) return;
  }
  const saved = await readSaved(db, reply);
  yield* transcript.complete(progress.steps, saved?.parts ?? []);
  const metadata = saved && transcript.isWhole(saved.parts) ? saved.metadata : undefined;
  yield { type: 'finish', messageMetadata: metadata satisfies MessageMetadata | undefined };
}

async function readSaved(db: Database, { userId, chatId, messageId }: OwnReply) {
  const { messages } = await loadChat(db, { userId, chatId });
  return messages.find(({ id }) => id === messageId);
}
