import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { COUNTS, chunk, DONE, END, openStream } from './testing/stream';

const MEBIBYTE = `: ${'x'.repeat(2 ** 20)}\n\n`;
/** More than may wait for a caller. */
const MUCH = Array<string>(70).fill(MEBIBYTE);

describeOnDatabases('a stream that is larger than what may wait for its caller', (db) => {
  // It was kept in memory, however much there was.
  it('is stopped when it is left unread, says so, and is billed as far as it had come', async () => {
    const { response, send, end, ended, bill, isCancelled } = await openStream(db());
    send(chunk('one'), ...MUCH, chunk(' two'));
    end();
    await ended;
    expect(isCancelled()).toBe(true);
    const received = await response.text();
    expect(received.length).toBeLessThan(66 * MEBIBYTE.length);
    expect(received.slice(-1_000)).toContain('"code":"reply_left_unread"');
    expect(received).not.toContain('two');
    expect(await bill()).toMatchObject([{ outcome: 'stopped', basis: 'estimated', outputTokens: 1 }]);
  });

  it('is passed on whole to who reads it', async () => {
    const { response, send, end, bill } = await openStream(db());
    const received = response.text();
    send(chunk('one'), ...MUCH, END, COUNTS, DONE);
    end();
    expect((await received).endsWith(END + DONE)).toBe(true);
    expect(await bill()).toMatchObject([{ outcome: 'complete', basis: 'exact', outputTokens: 2 }]);
  });
});
