import { describe, expect, it } from 'vitest';
import { asId, type MessageId } from '@/lib/ids';
import { commandsFor } from './commands';

const chats = ['Whales', 'Tokens', 'Billing of whales'].map((title, index) => ({
  id: String(index),
  title,
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date('2026-11-24'),
}));
const names = (...given: Parameters<typeof commandsFor>) => commandsFor(...given).map(({ name }) => name);

describe('the palette', () => {
  it('offers the actions and the last chats before anything is typed', () => {
    expect(names('', chats, { state: 'looking' })).toEqual([
      'New chat',
      'Billing',
      'API keys',
      'Keyboard shortcuts',
      'Whales',
      'Tokens',
      'Billing of whales',
    ]);
  });

  it('offers the titles at hand until the server has answered, and when it can’t', () => {
    expect(names('whales', chats, { state: 'looking' })).toEqual(['Whales', 'Billing of whales']);
    expect(names('billing', chats, { state: 'failed', why: 'No connection.' })).toEqual([
      'Billing',
      'Billing of whales',
    ]);
  });

  it('offers what the server has found, with where it is', () => {
    const excerpt = [{ text: 'whales', isMatch: true }];
    const updatedAt = new Date('2026-11-24');
    const found = [
      { id: '9', title: 'Sea', updatedAt, messageId: asId<MessageId>('m1'), excerpt },
      { id: '8', title: 'More whales', updatedAt, messageId: null, excerpt: [] },
    ];
    const search = { state: 'found', chats: found, hasMore: false } as const;
    expect(commandsFor('whales', chats, search)).toEqual([
      { name: 'Sea', place: '/chat/9', hit: found[0] },
      { name: 'More whales', place: '/chat/8', hit: found[1] },
    ]);
  });
});
