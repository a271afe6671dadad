import { describe, expect, it } from 'vitest';
import { apiApp, MODEL as model } from '../support/api';

const messages = [{ role: 'user' as const, content: 'What is a token?' }];
const whole = { model, messages };

describe('requests with an Idempotency-Key', () => {
  const api = apiApp();
  const once = (key: string) => ({ headers: { 'idempotency-key': key } });

  it('are answered with the same, and charged once', async () => {
    const { openai } = await api.newApiUser();
    const first = await openai.chat.completions.create(whole, once('a'));
    const { data, response } = await openai.chat.completions.create(whole, once('a')).withResponse();
    expect(data).toEqual(first);
    expect(response.headers.get('idempotency-replayed')).toBe('true');
    expect(await api.entries()).toHaveLength(1);
  });

  it('are charged once when they come at the same moment', async () => {
    const { openai } = await api.newApiUser();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => openai.chat.completions.create(whole, once('a'))),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await api.entries()).toHaveLength(1);
  });

  it('are each key’s own', async () => {
    const [ada, bob] = [await api.newApiUser(), await api.newApiUser()];
    const ids = [
      await ada.openai.chat.completions.create(whole, once('a')),
      await bob.openai.chat.completions.create(whole, once('a')),
    ].map(({ id }) => id);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('are refused when another request had the key', async () => {
    const { openai } = await api.newApiUser();
    await openai.chat.completions.create(whole, once('a'));
    const other = openai.chat.completions.create({ ...whole, temperature: 0.5 }, once('a'));
    await expect(other).rejects.toMatchObject({ status: 409, code: 'idempotency_key_reused' });
  });

  it('may be tried again when they were refused', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('server-error');
    await expect(openai.chat.completions.create(whole, once('a'))).rejects.toMatchObject({ status: 500 });
    await openai.chat.completions.create(whole, once('a'));
    expect(await api.entries()).toHaveLength(1);
  });

  it('run to their end when the caller is lost, who gets the whole answer on return', async () => {
    const { openai } = await api.newApiUser();
    const stream = { ...whole, stream: true } as const;
    const chunks = await openai.chat.completions.create(stream, once('a'));
    for await (const _ of chunks) chunks.controller.abort();
    let text = '';
    for await (const chunk of await openai.chat.completions.create(stream, once('a'))) {
      text += chunk.choices[0]?.delta.content ?? '';
    }
    expect(text).toContain('piece of text');
    expect(await api.entries()).toMatchObject([{ outcome: 'complete', basis: 'exact' }]);
  });
});
