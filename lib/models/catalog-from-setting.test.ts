import { describe, expect, it } from 'vitest';
import { parseModelList } from './catalog-from-setting';

describe('parseModelList', () => {
  it('reads ids with commas between them, known and unknown', () => {
    const models = parseModelList(' gpt-6-luna, my-model ,');
    expect(models.map(({ id, name, contextWindow }) => [id, name, contextWindow])).toEqual([
      ['gpt-6-luna', 'GPT-6 Luna', 1_050_000],
      ['my-model', 'my-model', 128_000],
    ]);
  });

  it('gives the models the provider of the list', () => {
    expect(parseModelList('llama3.3:70b', 'compatible')).toMatchObject([{ provider: 'compatible' }]);
  });

  it('reads JSON, and fills in what is left out', () => {
    const [model] = parseModelList(
      '[{"id":"llama3.3:70b","name":"Llama","contextWindow":131072,"tools":true,"tokenFactor":1.1}]',
      'compatible',
    );
    expect(model).toEqual({
      id: 'llama3.3:70b',
      name: 'Llama',
      provider: 'compatible',
      contextWindow: 131_072,
      maxOutputTokens: 16_384,
      defaultOutputTokens: 4_096,
      accepts: ['text'],
      tools: true,
      reasoning: false,
      tokenFactor: 1.1,
      description: 'A model of the connected server.',
    });
  });

  it('fills in what is known of the model that a deployment serves', () => {
    const [own] = parseModelList('[{"id":"prod-gpt","servedAs":"gpt-5.4"}]', 'compatible');
    const [known] = parseModelList('gpt-5.4', 'compatible');
    expect(own).toEqual({ ...known, id: 'prod-gpt', name: 'prod-gpt', servedAs: 'gpt-5.4' });
    const named = '[{"id":"prod-gpt","servedAs":"gpt-5.4","name":"Ours","maxOutputTokens":5000}]';
    expect(parseModelList(named)).toMatchObject([{ name: 'Ours', maxOutputTokens: 5_000 }]);
  });

  it('keeps what it fills in within a small window', () => {
    expect(parseModelList('[{"id":"tiny","contextWindow":2048}]')).toMatchObject([
      { contextWindow: 2_048, maxOutputTokens: 2_048, defaultOutputTokens: 512 },
    ]);
  });

  // A model that was said to think got the limit of one that does not.
  it.each([
    ['my-model', true, 8_192],
    ['my-thinking-model', false, 4_096],
  ])('gives %s the output limit of a model that thinks or not, as is said: %s', (id, reasoning, tokens) => {
    const [model] = parseModelList(JSON.stringify([{ id, reasoning }]));
    expect(model).toMatchObject({ reasoning, defaultOutputTokens: tokens });
  });

  it.each([
    ['nothing', ' ', 'The list of models is empty.'],
    ['only commas', ',,', 'The list of models is empty.'],
    ['an empty array', '[]', 'The list of models is empty.'],
    ['broken JSON', '[{"id":"x"', 'The list of models starts like JSON and is none.'],
    ['no id', '[{"name":"x"}]', 'Model 1, id: '],
    ['a limit that is text', '[{"id":"a"},{"id":"b","contextWindow":"8k"}]', 'Model 2, contextWindow: '],
    ['an unknown field', '[{"id":"x","window":1}]', 'Model 1: Unrecognized key: "window".'],
    ['an id twice', 'gpt-6-luna,gpt-6-luna', 'The model "gpt-6-luna" is listed twice.'],
    [
      'limits that contradict each other',
      '[{"id":"x","contextWindow":1000,"maxOutputTokens":2000}]',
      'at most contextWindow (1000)',
    ],
  ])('refuses %s', (_, value, sentence) => {
    expect(() => parseModelList(value)).toThrow(sentence);
  });
});
