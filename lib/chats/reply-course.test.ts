import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser } from '@/tests/support/metering';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { openGeneration } from '../metering/open';
import { ReplyCourse } from './reply-course';
import { registerReply } from './running-replies';
import { stopReply } from './stop-reply';
import { onAnotherInstance } from './testing/on-another-instance';
import { turnsOf } from './testing/turns-of';

describeOnDatabases(
  'a reply whose first call of a model has ended, and whose next one waits to be made',
  (db) => {
    let own: { userId: UserId; chatId: ChatId };
    const { ask } = turnsOf(db, () => own);

    beforeEach(async () => {
      own = { userId: await newUser(db()), chatId: newId<ChatId>() };
      await ask('What is there?');
    });

    // It was seen only before the wait: after it the call was made, and billed whole.
    it('sees a Stop on another instance', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      onTestFinished(() => void vi.useRealTimers());
      const ids = { chatId: own.chatId, messageId: newId<MessageId>() };
      const running = registerReply(own.chatId);
      const course = new ReplyCourse(db(), ids, running);
      onTestFinished(() => {
        course.end();
        running.unregister();
      });
      const call = await openGeneration(meteringOf(db()), callOf(own.userId, ids), { promptTokens: 10 });
      call.tally.addText('Let me look.');
      course.noteSettled(await call.settle('complete'));
      expect(await course.isStoppedBetweenSteps()).toBe(false);

      await onAnotherInstance(() => stopReply(db(), own));
      await expect
        .poll(() => {
          vi.advanceTimersByTime(2_000);
          return running.stopSignal.aborted;
        })
        .toBe(true);
      expect(course.outcome).toBe('stopped');
    });
  },
);
