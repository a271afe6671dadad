import { z } from 'zod/mini';
import { parseObject } from '@/lib/json';

/** What came of a call: the reply with what it used, or why there is none. */
export type Tried =
  | {
      ok: true;
      reply: string;
      /** Null where the model's server reported none. */
      tokens: { prompt: number; completion: number } | null;
      costUsd: string | null;
    }
  | { ok: false; message: string };

/** Some compatible servers, such as Mistral's, answer in parts, of which not each is text. */
const content = z.union([z.string(), z.array(z.object({ text: z.optional(z.string()) }))]);
const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.nullish(content) }) })),
  usage: z.nullish(z.object({ prompt_tokens: z.number(), completion_tokens: z.number() })),
});
const failure = z.object({ error: z.object({ message: z.string() }) });

/** What can stand in a header; the list of keys shows each with an ellipsis, for which `fetch` throws. */
const SENDABLE = /^[\x21-\x7e]+$/;

const NO_KEY =
  'This is no whole API key. Paste the one that you were shown when you made it: the list of keys has only its beginning.';

/**
 * Calls the API as any program would: with the key alone, without the cookies of the page.
 *
 * @throws TypeError when it can't be reached, or its answer breaks off
 */
export async function tryCall(input: { key: string; model: string; message: string }): Promise<Tried> {
  if (!SENDABLE.test(input.key)) return { ok: false, message: NO_KEY };
  const response = await fetch('/v1/chat/completions', {
    method: 'POST',
    credentials: 'omit',
    headers: { authorization: `Bearer ${input.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: input.model, messages: [{ role: 'user', content: input.message }] }),
  });
  // Of a proxy that can't reach the app it is HTML.
  const body = parseObject(await response.text());
  const made = completion.safeParse(body);
  if (made.success) {
    const { choices, usage } = made.data;
    return {
      ok: true,
      reply: textOf(choices[0]?.message.content),
      tokens: usage ? { prompt: usage.prompt_tokens, completion: usage.completion_tokens } : null,
      costUsd: response.headers.get('x-cost-usd'),
    };
  }
  const refused = failure.safeParse(body);
  const unknown = `The answer has the status ${response.status}, and is none of the API’s. Try again in a moment.`;
  return { ok: false, message: refused.success ? refused.data.error.message : unknown };
}

function textOf(said: z.infer<typeof content> | null | undefined): string {
  return typeof said === 'string' ? said : (said ?? []).map(({ text }) => text ?? '').join('');
}
