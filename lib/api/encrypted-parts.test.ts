import { describe, expect, it } from 'vitest';
import { countChatPrompt, measureChatPrompt } from '../tokens/prompt';
import { toChatPrompt as promptOfChat } from './chat-completions/prompt';
import { chatRequest } from './chat-completions/request';
import { toChatPrompt as promptOfResponse } from './responses/prompt';
import { responseRequest } from './responses/request';

const fromChat = (messages: object[]) => promptOfChat(chatRequest.parse({ model: 'm', messages }), 'm');
const fromResponse = (input: object[]) => promptOfResponse(responseRequest.parse({ model: 'm', input }), 'm');
const SEALED = Buffer.alloc(30_000, 'reasoning').toString('base64');

describe('the prompt of a request, to be counted', () => {
  // In a long loop of tools it was counted as text, and came to more than the model takes.
  it('has encrypted reasoning by its size: about four of its bytes are a token', async () => {
    expect(SEALED).toHaveLength(40_000);
    const item = { type: 'reasoning', id: 'rs', summary: [], encrypted_content: SEALED };
    const detail = { type: 'reasoning.encrypted', format: 'openai-responses-v1', data: SEALED };
    const message = { role: 'assistant', content: 'Hi', reasoning_details: [detail] };
    for (const prompt of [
      fromResponse([item]),
      fromResponse([{ ...item, type: 'compaction' }]),
      fromChat([message]),
    ]) {
      const tokens = await countChatPrompt(prompt);
      expect(tokens).toBeGreaterThan(7_500);
      expect(tokens).toBeLessThan(7_600);
    }
  });

  // Gemini wants it back with each call, and it was counted as text, at three to four times as much.
  it.each([
    { extra_content: { google: { thought_signature: SEALED } } },
    // LiteLLM's.
    { function: { name: 'f', arguments: '{}', provider_specific_fields: { thought_signature: SEALED } } },
    { id: `call_1__thought__${SEALED}` },
  ])('has what Gemini thought by its size, too: %#', async (more) => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' }, ...more };
    const tokens = await countChatPrompt(fromChat([{ role: 'assistant', tool_calls: [call] }]));
    expect(tokens).toBeGreaterThan(7_500);
    expect(tokens).toBeLessThan(7_600);
  });

  it('has all that is in an id, whatever it calls a signature', async () => {
    for (const id of [
      `call__thought__${'word '.repeat(1_000)}`,
      `${'word '.repeat(1_000)}__thought__${SEALED}`,
    ]) {
      const prompt = fromChat([{ role: 'tool', tool_call_id: id, content: 'noon' }]);
      const { promptTokens, estimatedTokens } = await measureChatPrompt(prompt);
      expect(promptTokens - estimatedTokens).toBeGreaterThan(1_000);
    }
  });

  it('has what is called encrypted, but is readable, as the text it is', async () => {
    const item = { type: 'reasoning', encrypted_content: 'Let me think. '.repeat(1_000) };
    const tokens = await countChatPrompt(fromResponse([item]));
    expect(tokens).toBeGreaterThan(4_000);
  });
});
