/** A model of OpenAI's in the catalog. */
export const MODEL = 'gpt-5.4-mini';

export const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 };

/** A chat completion of upstream, with fields that nobody knows. */
export const completion = {
  id: 'chatcmpl-of-upstream',
  object: 'chat.completion',
  created: Math.floor(Date.now() / 1000),
  model: `${MODEL}-2026-03-05`,
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Hello', mood: 'good' }, finish_reason: 'stop' },
  ],
  usage: { ...usage, carbon_grams: 0.1 },
  something_new: { a: [1, 2] },
};

/** A chunk of the same in a stream. */
export const chunk = (content: string, more: object = {}) => ({
  ...completion,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  usage: null,
  ...more,
});

export const event = (payload: object) => `data: ${JSON.stringify(payload)}\n\n`;
