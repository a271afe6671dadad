import { describe, expect, it } from 'vitest';
import { countChatPrompt } from '../tokens/prompt';
import { toChatPrompt as fromChat } from './chat-completions/prompt';
import { chatRequest } from './chat-completions/request';
import { toChatPrompt as fromResponse } from './responses/prompt';
import { responseRequest } from './responses/request';

const messages = [{ role: 'user', content: 'Hi' }];
const countChat = (more: object) =>
  countChatPrompt(fromChat(chatRequest.parse({ model: 'gpt-4o', messages, ...more }), 'gpt-4o'));
const countResponse = (more: object) =>
  countChatPrompt(fromResponse(responseRequest.parse({ model: 'gpt-4o', input: 'Hi', ...more }), 'gpt-4o'));

const words = 'word '.repeat(1_000);

describe('what a request has besides its messages and tools', () => {
  // vLLM and Groq put it into the prompt, and a call was held for without it.
  it.each([
    ['documents', [{ title: 'A book', text: words }]],
    ['documents', [{ source: { type: 'json', data: { text: words } } }]],
    ['chat_template_kwargs', { preface: words }],
    ['system', words],
    ['something_new', [words]],
  ])('counts as the text it is: %s', async (param, value) => {
    for (const count of [countChat, countResponse]) {
      expect((await count({ [param]: value })) - (await count({}))).toBeGreaterThan(999);
    }
  });

  it('counts where it is a schema under another name than OpenAI’s', async () => {
    const format = { type: 'json_object', schema: { description: words } };
    expect(await countChat({ response_format: format })).toBeGreaterThan(1_000);
  });

  it.each([
    { type: 'grammar', grammar: words },
    { type: 'structural_tag', structures: [{ begin: words }], triggers: [words] },
  ])('counts as nothing where the reply is only kept to it: $type', async (format) => {
    expect(await countChat({ response_format: format })).toBe(await countChat({}));
  });

  it('counts by its size where it is encrypted', async () => {
    const sealed = Buffer.alloc(30_000, 'reasoning').toString('base64');
    const tokens = await countChat({ state: { encrypted_content: sealed } });
    expect(tokens).toBeGreaterThan(7_500);
    expect(tokens).toBeLessThan(7_600);
  });

  it('counts as nothing where no model reads it, however long it is', async () => {
    const ids = Array.from({ length: 1_000 }, (_, id) => id);
    const settings = {
      // OpenAI's.
      ...{ frequency_penalty: 1, logit_bias: Object.fromEntries(ids.map((id) => [id, 1])), logprobs: true },
      ...{ max_completion_tokens: 9, metadata: { note: words }, modalities: ['text'], n: 1, seed: 7 },
      ...{ parallel_tool_calls: true, prompt_cache_key: words, prompt_cache_retention: '24h' },
      ...{ presence_penalty: 1, reasoning_effort: 'high', response_format: { type: 'text' } },
      ...{ safety_identifier: words, service_tier: 'auto', stop: [words], store: false, stream: true },
      ...{ stream_options: { include_usage: true }, temperature: 1, tool_choice: 'auto', top_logprobs: 2 },
      ...{ top_p: 1, user: words, verbosity: 'low', include: ['reasoning.encrypted_content'] },
      ...{ reasoning: { effort: 'high', summary: 'auto' }, truncation: 'auto', background: null },
      ...{ text: { format: { type: 'text' }, verbosity: 'low' } },
      // Of other servers.
      ...{ top_k: 50, min_p: 0.1, repetition_penalty: 1.1, ignore_eos: false, stop_token_ids: ids },
      ...{ guided_json: { description: words }, grammar: words, structured_outputs: { regex: words } },
      ...{ thinking: { type: 'enabled', budget_tokens: 1_024 }, usage: { include: true }, keep_alive: '5m' },
    };
    const { text, ...ofChat } = settings;
    const { response_format, ...ofResponse } = settings;
    expect(await countChat(ofChat)).toBe(await countChat({}));
    expect(await countResponse(ofResponse)).toBe(await countResponse({}));
  });
});

describe('the id of a call', () => {
  const chatWith = (id: string) =>
    countChat({
      messages: [
        {
          role: 'assistant',
          tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: id, content: 'noon' },
      ],
    });
  const responseWith = (id: string) =>
    countResponse({
      input: [
        { type: 'function_call', id, call_id: id, name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: id, output: 'noon' },
      ],
    });

  it.each([
    ['chat completions', chatWith],
    ['responses', responseWith],
  ])('counts with the framing, unless it is longer than ids are: %s', async (_, count) => {
    expect(await count('c'.repeat(64))).toBe(await count('c'));
    expect(await count(words)).toBeGreaterThan(2_000);
  });
});
