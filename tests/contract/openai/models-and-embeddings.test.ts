import { NotFoundError } from 'openai';
import { describe, expect, it } from 'vitest';
import { model, openDemo } from './demo';

const { openai, journalled } = openDemo();

describe("OpenAI's client elsewhere", () => {
  it('lists the models, and gets one', async () => {
    const { data } = await openai.models.list();
    expect(data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['tokentally-demo', 'tokentally-demo-mini']),
    );
    expect(await openai.models.retrieve(model)).toMatchObject({ id: model, object: 'model' });
    await expect(openai.models.retrieve('gpt-9')).rejects.toThrow(NotFoundError);
  });

  it('gets embeddings that put like to like', async () => {
    const { data, usage } = await openai.embeddings.create({
      model: 'tokentally-demo-embedding',
      input: ['the price of a token', 'what is the price of one token', 'sunny weather in Rome'],
    });
    const [price = [], alsoPrice = [], sun = []] = data.map((item) => item.embedding);
    expect(price).toHaveLength(16);
    expect(dot(price, price)).toBeCloseTo(1, 5);
    expect(dot(price, alsoPrice)).toBeGreaterThan(dot(price, sun));
    expect(usage.prompt_tokens).toBeGreaterThan(0);
    expect(journalled('start')).toMatchObject({ promptTokens: usage.prompt_tokens });
  });

  it('gets the same embedding as numbers', async () => {
    const request = { model: 'tokentally-demo-embedding', input: 'a token' };
    const asNumbers = await openai.embeddings.create({ ...request, encoding_format: 'float' });
    const asBase64 = await openai.embeddings.create(request);
    const numbers = asNumbers.data[0]?.embedding ?? [];
    expect(numbers).not.toEqual([]);
    expect(asBase64.data[0]?.embedding).toEqual(numbers.map((value) => Math.fround(value)));
  });
});

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
