import { expect, it } from 'vitest';
import { modelIdOf } from './model-id';

// Decoded a second time, the id "%" was an error of ours.
it.each([
  ['gpt-5.4', 'gpt-5.4'],
  ['openai/gpt-5.4', 'openai/gpt-5.4'],
  ['openai%2Fgpt-5.4', 'openai/gpt-5.4'],
  ['llama3.3:70b', 'llama3.3:70b'],
  ['a%20b?x=1', 'a b'],
  ['%25', '%'],
  ['%2541', '%41'],
  ['%', '%'],
  ['%E0%A4%A', '%E0%A4%A'],
])('/v1/models/%s is about the model %j', (path, id) => {
  expect(modelIdOf(`https://chat.example.com/v1/models/${path}`)).toBe(id);
});
