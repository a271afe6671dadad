import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, settled } from '@/tests/support/metering';
import type { Caller } from '../api-keys/authenticate';
import { catalogFromModelsResponse } from '../models/catalog-from-response';
import { createChatCompletion } from './chat-completions/create';
import { createResponse } from './responses/create';
import { newCaller } from './testing/caller';

const { postUnmetered } = vi.hoisted(() => ({ postUnmetered: vi.fn() }));
vi.mock('../models/openai-client', () => ({ postUnmetered, withoutSecrets: (text: string) => text }));
vi.mock('./find-model', () => ({
  requireChatModel: async (_: Caller, id: string) =>
    catalogFromModelsResponse({ data: [{ id, max_model_len: 8_192 }] })[0],
}));

const IMAGE = 'https://images.example.com/cat.jpg';
const model = 'gemma-3-12b-it';
const stop = new AbortController().signal;

beforeEach(() => {
  postUnmetered.mockReset();
  postUnmetered.mockImplementation(async () => ({ ok: true, response: Response.json({ usage: {} }) }));
});

describeOnDatabases('a prompt with an image through the API', (db) => {
  const chat = (caller: Caller, text: string) =>
    createChatCompletion(
      meteringOf(db()),
      caller,
      {
        model,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text },
              { type: 'image_url', image_url: { url: IMAGE } },
            ],
          },
        ],
      },
      stop,
    );
  const responses = (caller: Caller, text: string) =>
    createResponse(
      meteringOf(db()),
      caller,
      {
        model,
        input: [
          {
            role: 'user',
            content: [
              { type: 'input_text', text },
              { type: 'input_image', image_url: IMAGE },
            ],
          },
        ],
      },
      stop,
    );

  // It counts as the largest image there is, which is more than the whole window: it was refused as too long.
  it.each([
    ['Chat Completions', chat, 'max_tokens'],
    ['Responses', responses, 'max_output_tokens'],
  ])('reaches a small model by %s, and holds for what its window has', async (_, ask, limit) => {
    const caller = await newCaller(db());
    await ask(caller, 'What is in it?');
    expect(postUnmetered).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({ [limit]: 2_048 }),
      expect.anything(),
    );
    const { entries } = await settled(db(), caller.user.id);
    expect(entries).toMatchObject([{ basis: 'estimated', uncachedTokens: 8_176 }]);
  });

  it.each([
    ['Chat Completions', chat, 'messages'],
    ['Responses', responses, 'input'],
  ])('is refused by %s when its text alone is too long', async (_, ask, param) => {
    const long = 'hello '.repeat(9_000);
    await expect(ask(await newCaller(db()), long)).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param,
      message: expect.stringMatching(
        /^This prompt has at least 9,\d{3} tokens, and the model takes 8,176 at most/,
      ),
    });
    expect(postUnmetered).not.toHaveBeenCalled();
  });
});
