import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChatMessage } from '@/lib/chats/message';
import { createChatTransport } from './chat-transport';

const message: ChatMessage = { id: '1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] };
const beforeReconnect = async () => true;

afterEach(() => vi.unstubAllGlobals());

async function send(answer: (method: string) => Promise<Response>) {
  const fetch = vi.fn((_: string, { method = 'GET' }: RequestInit) => answer(method));
  vi.stubGlobal('fetch', fetch);
  const onSent = vi.fn();
  const transport = createChatTransport({ beforeReconnect, onReconnect: vi.fn(), onSent });
  const error = await transport
    .sendMessages({
      trigger: 'submit-message',
      chatId: 'chat',
      messageId: undefined,
      messages: [message],
      body: { model: 'demo' },
      abortSignal: undefined,
    })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  const requests = fetch.mock.calls.map(([url, { method }]) => `${method} ${url}`);
  return { error, sent: onSent.mock.calls, requests };
}

describe('a message on its way', () => {
  it('is taken when its reply begins', async () => {
    const { error, sent } = await send(async () => new Response('', { status: 200 }));
    expect(error).toBeUndefined();
    expect(sent).toEqual([[[message], 'taken', 'demo']]);
  });

  it('is taken when it had arrived before, and what is written of its reply is shown', async () => {
    const asked = { error: { code: 'already_asked', message: 'It has arrived before.' } };
    const { error, sent, requests } = await send(async (method) =>
      method === 'GET' ? new Response('', { status: 404 }) : Response.json(asked, { status: 409 }),
    );
    expect(error).toBeUndefined();
    expect(sent).toEqual([[[message], 'taken', 'demo']]);
    expect(requests).toEqual(['POST /api/chat', 'GET /api/chat/chat/stream']);
  });

  it.each([
    ['refused', 'the allowance is used up', async () => new Response('', { status: 402 })],
    ['unreachable', 'there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['unclear', 'the server failed with it', async () => new Response('', { status: 502 })],
    ['unclear', 'the person stopped it', () => Promise.reject(new DOMException('', 'AbortError'))],
  ] as const)('is %s when %s', async (outcome, _, fetch) => {
    const { error, sent } = await send(fetch);
    expect(error).toBeInstanceOf(Error);
    expect(sent).toEqual([[[message], outcome, 'demo']]);
  });
});

describe('a reply that is gone on with', () => {
  const reconnect = async (fetch: () => Promise<Response>, abortSignal?: AbortSignal) => {
    vi.stubGlobal('fetch', vi.fn(fetch));
    const onReconnect = vi.fn();
    const transport = createChatTransport({ beforeReconnect, onReconnect, onSent: vi.fn() });
    await transport.reconnectToStream({ chatId: 'chat', abortSignal }).catch(() => undefined);
    return onReconnect.mock.calls.flat();
  };

  it.each([
    ['resumed', 'its stream is there', async () => new Response('')],
    ['nothing', 'none is under way', async () => new Response('', { status: 404 })],
    ['failed', 'there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['failed', 'the server fails', async () => new Response('', { status: 502 })],
  ])('is told as %s when %s', async (outcome, _, fetch) => {
    expect(await reconnect(fetch)).toEqual([outcome]);
  });

  it('is not asked for where none is under way', async () => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    const onReconnect = vi.fn();
    const transport = createChatTransport({
      beforeReconnect: async () => false,
      onReconnect,
      onSent: vi.fn(),
    });
    expect(await transport.reconnectToStream({ chatId: 'chat' })).toBeNull();
    expect(onReconnect.mock.calls).toEqual([['nothing']]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is told nothing of when another try took the place of this one', async () => {
    const aborted = () => Promise.reject(new DOMException('', 'AbortError'));
    expect(await reconnect(aborted, AbortSignal.abort())).toEqual([]);
  });
});
