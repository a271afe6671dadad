import type { LanguageModelV4 } from '@ai-sdk/provider';

/** The client of a model as `meteredModel` takes it. The AI SDK does not: nobody calls it unmetered without writing so. */
export interface UnmeteredModel {
  unmetered: LanguageModelV4;
}

/** Makes the AI SDK refuse a model that is given by its name: it would ask Vercel's AI Gateway, past the meter. */
export function refuseModelNames(): void {
  globalThis.AI_SDK_DEFAULT_PROVIDER = {
    specificationVersion: 'v4',
    languageModel: refuse,
    embeddingModel: refuse,
    imageModel: refuse,
  };
}

function refuse(name: string): never {
  throw new Error(
    `“${name}” was not called: a model’s name alone would go past the meter. Give the AI SDK what meteredModel makes (lib/metering/metered-model.ts).`,
  );
}
