import { z } from 'zod/mini';

/** What came of a call: the reply with what it used, or why there is none. */
export type Tried =
  | { ok: true; reply: string; promptTokens: number; completionTokens: number; costUsd: string | null }
  | { ok: false; message: string };

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.nullish(z.string()) }) })),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }),
});
const failure = z.object({ error: z.object({ message: z.string() }) });

/** Calls the API as any program would: with the key alone, without the cookies of the page. */
export async function tryCall(input: { key: string; model: string; message: string }): Promise<Tried> {
  const response = await fetch('/v1/chat/completions', {
    method: 'POST',
    credentials: 'omit',
    headers: { authorization: `Bearer ${input.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: input.model, messages: [{ role: 'user', content: input.message }] }),
  });
  const body: unknown = await response.json();
  const made = completion.safeParse(body);
  if (made.success) {
    const { choices, usage } = made.data;
    return {
      ok: true,
      reply: choices[0]?.message.content ?? '',
      promptTokens: usage.prompt_tokens,
      completionTokens: usage.completion_tokens,
      costUsd: response.headers.get('x-cost-usd'),
    };
  }
  const refused = failure.safeParse(body);
  return { ok: false, message: refused.success ? refused.data.error.message : `Status ${response.status}.` };
}
