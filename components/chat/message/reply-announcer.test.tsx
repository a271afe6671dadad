// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage, ReplyUsage } from '@/lib/chats/message';
import { reactRoot } from '@/tests/support/react-root';
import type { Phase } from '../conversation-state';
import { ReplyAnnouncer } from './reply-announcer';

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
  generationIds: [],
};
const { show } = reactRoot();

const reply = (id: string, text: string, metadata: ChatMessage['metadata']): ChatMessage => ({
  id,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  metadata,
});
const ended = { status: 'complete', usage: USAGE } as const;
const announce = (phase: Phase, shown?: ChatMessage) =>
  show(<ReplyAnnouncer reply={shown} phase={phase} note="" />);
const told = () => document.querySelector('[aria-live=polite]')?.textContent;

describe('a screen reader', () => {
  beforeEach(() => announce('idle', reply('old', 'What was said.', ended)));

  it('is told a new reply, and what it cost', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    expect(told()).toMatch(/^One\. Reply ended: 12 in/);
  });

  // It read the whole of it, and that it had ended, and cost this much.
  it('is not told the former reply as if it were new where another one could not be written', async () => {
    await announce('waiting');
    await announce('idle', reply('old', 'What was said.', ended));
    expect(told()).not.toContain('What was said.');
    expect(told()).not.toContain('Reply ended');
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    expect(told()).not.toContain('One.');
  });

  it('is told the rest of a reply that goes on after the connection was lost', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One. ', undefined));
    await announce('replying', reply('new', 'One. ', undefined));
    await announce('idle', reply('new', 'One. Two.', ended));
    expect(told()).toMatch(/^Two\. Reply ended/);
  });
});
