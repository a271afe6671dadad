import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { replied } from '@/tests/support/chat-on-the-wire';
import SharedChatPage from './page';

const { loadSharedChat } = vi.hoisted(() => ({ loadSharedChat: vi.fn() }));
vi.mock('@/lib/db/client', () => ({ getDb: vi.fn() }));
vi.mock('@/lib/chats/share-chat', () => ({ loadSharedChat }));

// A prepared text was passed on as a model's.
it.each([
  ['model', 'Its replies were written by a model.'],
  ['demo', 'Its replies are a demo’s built-in text.'],
  ['both', 'Some of its replies were written by a model, the others are a demo’s built-in text.'],
])('the page of a shared chat says who wrote its replies: %s', async (writtenBy, words) => {
  loadSharedChat.mockResolvedValue({ title: 'Whales', messages: [replied('a1', 'Half asleep.')], writtenBy });
  const params = Promise.resolve({ shareId: '019a0000-0000-7000-8000-000000000000' });
  const page = await SharedChatPage({ params, searchParams: Promise.resolve({}) });
  expect(renderToStaticMarkup(page)).toContain(words);
});
