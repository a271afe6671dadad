import { expect, it } from 'vitest';
import { asId, type MessageId } from '@/lib/ids';
import type { ChatMessage } from '../message';
import { chatToMarkdown } from './markdown';

const said = (role: 'user' | 'assistant', text: string, status?: 'stopped'): ChatMessage => ({
  id: asId<MessageId>(text),
  role,
  parts: [{ type: 'text', text }],
  metadata: { status },
});

it('has what was said, under the title', () => {
  const messages = [said('user', 'How do whales sleep?'), said('assistant', 'With half of their brain.')];
  expect(chatToMarkdown({ title: 'Whales', messages, replying: false })).toBe(
    '# Whales\n\n## You\n\nHow do whales sleep?\n\n## Reply\n\nWith half of their brain.\n',
  );
});

// All that came after such a reply was code.
it('closes the code in which a reply was stopped', () => {
  const messages = [said('assistant', 'So:\n\n```ts\nlet a', 'stopped'), said('user', 'Go on.')];
  expect(chatToMarkdown({ title: 'Code', messages, replying: false })).toBe(
    '# Code\n\n## Reply\n\nSo:\n\n```ts\nlet a\n```\n\n*(stopped)*\n\n## You\n\nGo on.\n',
  );
});

// It looked as if there were none.
it('says that the reply to the last message is still being written', () => {
  const messages = [said('user', 'Hello?')];
  expect(chatToMarkdown({ title: 'Hello', messages, replying: true })).toBe(
    '# Hello\n\n## You\n\nHello?\n\n## Reply\n\n*(still being written)*\n',
  );
});

it('marks a reply that did not come to its own end', () => {
  const cut: ChatMessage = {
    ...said('assistant', 'So'),
    metadata: { status: 'complete', cutBy: 'limit' },
  };
  expect(chatToMarkdown({ title: 'Cut', messages: [cut], replying: false })).toBe(
    '# Cut\n\n## Reply\n\nSo\n\n*(cut off)*\n',
  );
});
