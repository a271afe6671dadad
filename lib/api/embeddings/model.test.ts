import { expect, it } from 'vitest';
import { looksLikeEmbedding } from './model';

it.each(['nomic-embed-text', 'BAAI/bge-m3', 'all-minilm:l6-v2'])(
  '%s is the name of an embedding model',
  (id) => {
    expect(looksLikeEmbedding(id)).toBe(true);
  },
);

it.each(['gpt-5.4', 'embed\0', 'embed\ud800', `embed${'x'.repeat(200)}`, ''])('%j is none', (id) => {
  expect(looksLikeEmbedding(id)).toBe(false);
});
