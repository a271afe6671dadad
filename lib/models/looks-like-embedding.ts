const LOOKS_EMBEDDING = /embed|minilm|\b(bge|e5|gte)-/i;

/** Whether an embedding model may have this name: a server of one's own does not say what its models are. */
export function looksLikeEmbedding(id: string): boolean {
  return LOOKS_EMBEDDING.test(id);
}
