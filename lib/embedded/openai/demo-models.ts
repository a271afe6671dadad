/** A model the demo upstream answers for. */
export type DemoModel = {
  id: string;
  /** The version that answers, as OpenAI answers `gpt-5-mini` with `gpt-5-mini-2025-08-07`. */
  version: string;
  kind: 'chat' | 'embedding';
  contextTokens: number;
  maxOutputTokens: number;
};

const firstDay = Date.UTC(2026, 10, 1) / 1000;

export const demoModels: readonly DemoModel[] = [
  {
    id: 'tokentally-demo',
    version: 'tokentally-demo-2026-11-01',
    kind: 'chat',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
  },
  {
    id: 'tokentally-demo-mini',
    version: 'tokentally-demo-mini-2026-11-01',
    kind: 'chat',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
  },
  {
    id: 'tokentally-demo-embedding',
    version: 'tokentally-demo-embedding',
    kind: 'embedding',
    contextTokens: 8_192,
    maxOutputTokens: 0,
  },
];

/** Finds a model by its alias or by its version. */
export function findModel(
  models: readonly DemoModel[],
  id: string,
  kind: DemoModel['kind'],
): DemoModel | undefined {
  return models.find((model) => model.kind === kind && (model.id === id || model.version === id));
}

/** A model as `GET /v1/models` lists it. */
export function modelObject(model: DemoModel) {
  return { id: model.id, object: 'model' as const, created: firstDay, owned_by: 'tokentally' };
}
