// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { asked, unendedReply } from '@/tests/support/chat-on-the-wire';
import { heldConversation } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));

const chat = heldConversation();
const { open, problem, savedChat, server, texts } = chat;

const passes = () => act(async () => void (await vi.advanceTimersByTimeAsync(10_000)));

afterEach(() => vi.useRealTimers());

// It was read every 1.5 seconds until its reply had ended, from wherever one had gone.
describe('a chat that is left while its reply is written', () => {
  it('is read no more, and its reply has not ended', async () => {
    vi.useFakeTimers();
    vi.mocked(readChat).mockResolvedValue(savedChat([asked('q1', 'One?')], true));
    server.mockResolvedValueOnce(unendedReply('On').response);
    await open();
    await act(async () => chat.state.send({ text: 'One?', files: [] }));
    await passes();
    expect(texts()).toEqual(['One?', 'On']);
    await chat.leave();
    await passes();
    expect(readChat).not.toHaveBeenCalled();
    expect([chat.ends(), chat.leavings()]).toEqual([0, 1]);
  });

  it('is read no more where the reply is awaited by reading', async () => {
    vi.useFakeTimers();
    vi.mocked(readChat).mockResolvedValue(savedChat([asked('q1', 'One?')], true));
    server.mockResolvedValueOnce(new Response(null, { status: 204 }));
    await open([asked('q1', 'One?')], true);
    await passes();
    expect(vi.mocked(readChat).mock.calls.length).toBeGreaterThan(1);
    await chat.leave();
    vi.mocked(readChat).mockClear();
    await passes();
    expect(readChat).not.toHaveBeenCalled();
  });
});

// It said that the message has no reply.
it('a reply that is awaited by reading is to be had by signing in where the session ends meanwhile', async () => {
  vi.useFakeTimers();
  vi.mocked(readChat)
    .mockResolvedValueOnce(savedChat([asked('q1', 'One?')], true))
    .mockResolvedValue('signed out');
  server.mockResolvedValueOnce(new Response(null, { status: 204 }));
  await open([asked('q1', 'One?')], true);
  await passes();
  expect(problem()).toBe('sign_in_required');
  expect(chat.state.problem?.message).toContain('Sign in to see it');
  expect(chat.state.canTakeBack).toBe(false);
});
