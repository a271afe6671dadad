import { expect, it, vi } from 'vitest';
import ChatPage from './[id]/page';
import ChatLayout from './layout';
import NewChatPage from './page';

vi.mock('@/lib/auth/session', () => ({ userOfRequest: async () => undefined }));
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: vi.fn() }));
vi.mock('@/lib/db/client', () => ({ getDb: vi.fn() }));

const CHAT_ID = '0199c0de-0000-7000-8000-000000000001';

async function leadsTo(page: Promise<unknown>): Promise<string> {
  const error: unknown = await page.catch((thrown: unknown) => thrown);
  return String(Object(error).digest).split(';')[2] ?? '';
}

// It asked for a sign-in before the page did, and knew no better than to lead to a new chat after it.
it('the frame of a chat leaves it to the page to have somebody sign in', async () => {
  expect(await ChatLayout({ children: 'the page' })).toBe('the page');
});

it('a chat that is opened signed out leads to the sign-in page, and from there back to it', async () => {
  const chat = ChatPage({ params: Promise.resolve({ id: CHAT_ID }), searchParams: Promise.resolve({}) });
  expect(await leadsTo(chat)).toBe(`/sign-in?next=${encodeURIComponent(`/chat/${CHAT_ID}`)}`);
});

it('a new chat that is opened signed out leads to the sign-in page', async () => {
  expect(await leadsTo(NewChatPage())).toBe('/sign-in');
});
