// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { ChatMessage, ReplyUsage } from '@/lib/chats/message';
import { reactRoot } from '@/tests/support/react-root';
import { MessageActionsContext } from './message-actions';
import { ReplyFooter } from './reply-footer';

const { show } = reactRoot();

const USAGE: ReplyUsage = {
  promptTokens: 12,
  completionTokens: 48,
  cachedTokens: 0,
  reasoningTokens: 0,
  costPico: '0',
  estimated: false,
  model: 'demo',
  durationMs: 1_000,
  contextTokens: 60,
  generationIds: ['first', 'second'],
};
const actions = {
  edit: async () => true,
  regenerate: async () => undefined,
  showVersion: async () => undefined,
};

async function showReply(usage: ReplyUsage) {
  const message: ChatMessage = {
    id: 'reply',
    role: 'assistant',
    parts: [{ type: 'text', text: 'One.' }],
    metadata: { status: 'complete', usage },
  };
  await show(
    <MessageActionsContext value={actions}>
      <ReplyFooter message={message} />
    </MessageActionsContext>,
  );
}

// It claimed that the provider had reported nothing, and that each model’s own tokenizer had counted, also an image.
it('says of a count that is ours no more than is true, beside the receipts, which a finger and a key reach', async () => {
  await showReply({ ...USAGE, estimated: true });
  const mark = document.querySelector('abbr');
  expect(mark?.textContent).toBe('estimated');
  expect(mark?.title).toMatch(/did not report all that .* we counted the rest/);
  expect(mark?.title).not.toContain('tokenizer');
  expect([...document.querySelectorAll('a')].map(({ textContent }) => textContent)).toEqual([
    'Receipt 1',
    'Receipt 2',
  ]);
  await showReply(USAGE);
  expect(document.querySelector('abbr')).toBeNull();
});
