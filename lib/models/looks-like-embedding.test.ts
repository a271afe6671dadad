import { expect, it } from 'vitest';
import { looksLikeEmbedding } from './looks-like-embedding';

it.each(['nomic-embed-text', 'BAAI/bge-m3', 'all-minilm:l6-v2'])(
  '%s is the name of an embedding model',
  (id) => {
    expect(looksLikeEmbedding(id)).toBe(true);
  },
);

it.each(['gpt-5.4', 'llama3.3:70b', ''])('%j is none', (id) => {
  expect(looksLikeEmbedding(id)).toBe(false);
});
