// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '@/lib/chats/message';
import { replied } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { MessageActionsContext } from './message-actions';
import { Reply } from './reply';

const { show } = reactRoot();

const actions = {
  edit: async () => true,
  regenerate: async () => undefined,
  showVersion: async () => true,
};

const THOUGHT: ChatMessage['parts'] = [{ type: 'reasoning', text: 'Let me see.', state: 'done' }];

// It ended in the middle of a sentence, or was empty, and looked as if that were all.
describe('a reply that did not come to its own end says what ended it', () => {
  const shown = async (change: Partial<ChatMessage>, isGrowing = false) => {
    await show(
      <MessageActionsContext value={actions}>
        <Reply message={{ ...replied('a1', 'A token is a piece'), ...change }} isGrowing={isGrowing} />
      </MessageActionsContext>,
    );
    return document.body.textContent;
  };
  const cutBy = (cut: 'allowance' | 'limit' | 'filter') =>
    ({ metadata: { status: 'complete', cutBy: cut } }) as const;

  it('its output limit, and how to have the rest', async () => {
    expect(await shown(cutBy('limit'))).toContain(
      'This reply reached its output limit. Write “go on” to have the rest.',
    );
  });

  it('its output limit, where the model only thought until then', async () => {
    const note = 'The model reached its output limit before it wrote an answer.';
    expect(await shown({ ...cutBy('limit'), parts: THOUGHT })).toContain(note);
    expect(await shown({ ...cutBy('limit'), parts: [] })).toContain(note);
  });

  it('the content filter', async () => {
    expect(await shown(cutBy('filter'))).toContain(
      'The content filter of the model’s server ended this reply.',
    );
  });

  it('the allowance, with the way to what was used', async () => {
    expect(await shown(cutBy('allowance'))).toContain('Your allowance ended this reply. See your usage');
  });

  it('but not before it has ended, nor where it was whole', async () => {
    expect(await shown(cutBy('limit'), true)).not.toContain('limit');
    expect(await shown({})).not.toContain('ended this reply');
  });
});
