// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { ChatMessage, ReplyUsage } from '@/lib/chats/message';
import { replied, USAGE } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { MessageActionsContext } from './message-actions';
import { ReplyFooter } from './reply-footer';

const { show } = reactRoot();

const usage: ReplyUsage = { ...USAGE, generationIds: ['first', 'second'] };
const actions = {
  edit: async () => true,
  regenerate: async () => undefined,
  showVersion: async () => true,
};

function showReply(used: ReplyUsage) {
  const metadata: ChatMessage['metadata'] = { status: 'complete', usage: used };
  return show(
    <MessageActionsContext value={actions}>
      <ReplyFooter message={{ ...replied('reply', 'One.'), metadata }} />
    </MessageActionsContext>,
  );
}

// It claimed that the provider had reported nothing, and that each model’s own tokenizer had counted, also an image.
it('says of a count that is ours no more than is true, beside the receipts, which a finger and a key reach', async () => {
  await showReply({ ...usage, estimated: true });
  const mark = document.querySelector('abbr');
  expect(mark?.textContent).toBe('estimated');
  expect(mark?.title).toMatch(/did not report all that .* we counted the rest/);
  expect(mark?.title).not.toContain('tokenizer');
  expect([...document.querySelectorAll('a')].map(({ textContent }) => textContent)).toEqual([
    'Receipt 1',
    'Receipt 2',
  ]);
  await showReply(usage);
  expect(document.querySelector('abbr')).toBeNull();
});
