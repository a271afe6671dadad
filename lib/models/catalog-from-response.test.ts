import { describe, expect, it } from 'vitest';
import { catalogFromModelsResponse } from './catalog-from-response';

function ids(json: unknown): string[] {
  return catalogFromModelsResponse(json).map((model) => model.id);
}

describe('catalogFromModelsResponse', () => {
  it('reads OpenAI, with its dates of retirement, and leaves out what does not chat', () => {
    const model = (id: string, shutdown_date: string | null = null) => ({
      id,
      object: 'model',
      created: 1_758_499_200,
      owned_by: 'openai',
      shutdown_date,
    });
    const response = {
      object: 'list',
      data: [
        model('gpt-6-luna'),
        model('gpt-6-luna-2026-09-22'),
        model('gpt-4o-mini', '2027-01-14'),
        model('text-embedding-3-small'),
        model('whisper-1'),
        model('gpt-4o-mini-tts'),
        model('gpt-4o-transcribe'),
        model('gpt-realtime-2'),
        model('gpt-image-2'),
        model('chatgpt-image-latest'),
        model('dall-e-3'),
        model('sora-2'),
        model('omni-moderation-latest'),
        model('gpt-3.5-turbo-instruct'),
        model('davinci-002'),
      ],
    };
    const models = catalogFromModelsResponse(response);
    expect(
      models.map(({ id, provider, contextWindow, retiresOn }) => [id, provider, contextWindow, retiresOn]),
    ).toEqual([
      ['gpt-6-luna', 'compatible', 1_050_000, undefined],
      ['gpt-6-luna-2026-09-22', 'compatible', 1_050_000, undefined],
      ['gpt-4o-mini', 'compatible', 128_000, '2027-01-14'],
    ]);
  });

  it('reads Ollama, which tells ids only', () => {
    const model = (id: string) => ({ id, object: 'model', created: 1_762_000_000, owned_by: 'library' });
    const response = {
      object: 'list',
      data: [model('llama3.3:70b'), model('nomic-embed-text:latest'), model('all-minilm:latest')],
    };
    expect(catalogFromModelsResponse(response)).toEqual([
      {
        id: 'llama3.3:70b',
        name: 'llama3.3:70b',
        provider: 'compatible',
        contextWindow: 128_000,
        maxOutputTokens: 16_384,
        defaultOutputTokens: 4_096,
        accepts: ['text'],
        tools: false,
        reasoning: false,
        tokenFactor: 1.15,
        description: 'A model of the connected server.',
      },
    ]);
  });

  it('reads vLLM, with the length that it was started with', () => {
    const response = {
      object: 'list',
      data: [
        {
          id: 'Qwen/Qwen3-8B',
          object: 'model',
          created: 1_762_000_000,
          owned_by: 'vllm',
          root: 'Qwen/Qwen3-8B',
          parent: null,
          max_model_len: 8192,
          permission: [{ id: 'modelperm-1', object: 'model_permission', allow_sampling: true }],
        },
      ],
    };
    expect(catalogFromModelsResponse(response)).toMatchObject([
      { id: 'Qwen/Qwen3-8B', contextWindow: 8_192, maxOutputTokens: 8_192, defaultOutputTokens: 2_048 },
    ]);
  });

  it('reads LM Studio, with the length that it has loaded', () => {
    const response = {
      object: 'list',
      data: [
        {
          id: 'qwen2-vl-7b-instruct',
          object: 'model',
          type: 'vlm',
          publisher: 'mlx-community',
          arch: 'qwen2_vl',
          state: 'not-loaded',
          max_context_length: 32_768,
        },
        {
          id: 'gpt-oss-20b',
          object: 'model',
          type: 'llm',
          state: 'loaded',
          max_context_length: 131_072,
          loaded_context_length: 4_096,
          capabilities: ['tool_use'],
        },
        { id: 'e5-large', object: 'model', type: 'embeddings', max_context_length: 512 },
      ],
    };
    expect(catalogFromModelsResponse(response)).toMatchObject([
      { id: 'qwen2-vl-7b-instruct', contextWindow: 32_768, accepts: ['text', 'image'], tools: false },
      { id: 'gpt-oss-20b', contextWindow: 4_096, defaultOutputTokens: 1_024, tools: true, reasoning: true },
    ]);
  });

  it('reads OpenRouter, with what each model takes, makes and can do', () => {
    const response = {
      data: [
        {
          id: 'anthropic/claude-sonnet-5',
          canonical_slug: 'anthropic/claude-sonnet-5-20260601',
          name: 'Anthropic: Claude Sonnet 5',
          created: 1_780_000_000,
          description: 'A balanced model for code and writing. It follows long instructions. And more.',
          context_length: 1_000_000,
          architecture: {
            modality: 'text+image+file->text',
            input_modalities: ['text', 'image', 'file'],
            output_modalities: ['text'],
            tokenizer: 'Claude',
          },
          pricing: { prompt: '0.000002', completion: '0.00001' },
          top_provider: { context_length: 200_000, max_completion_tokens: 64_000, is_moderated: false },
          per_request_limits: null,
          supported_parameters: ['max_tokens', 'reasoning', 'tools', 'temperature'],
        },
        {
          id: 'google/gemini-3.1-flash-image-preview',
          name: 'Google: Gemini 3.1 Flash Image',
          context_length: 65_536,
          architecture: { input_modalities: ['image', 'text'], output_modalities: ['image', 'text'] },
          top_provider: { context_length: null, max_completion_tokens: null, is_moderated: false },
          supported_parameters: ['max_tokens'],
        },
        {
          id: 'black-forest/picture-maker',
          name: 'Picture maker',
          context_length: 4_096,
          architecture: { input_modalities: ['text'], output_modalities: ['image'] },
        },
      ],
    };
    expect(catalogFromModelsResponse(response)).toMatchObject([
      {
        id: 'anthropic/claude-sonnet-5',
        name: 'Anthropic: Claude Sonnet 5',
        provider: 'compatible',
        contextWindow: 200_000,
        maxOutputTokens: 64_000,
        accepts: ['text', 'image', 'pdf'],
        tools: true,
        reasoning: true,
        tokenFactor: 1.3,
        description: 'A balanced model for code and writing.',
      },
      {
        id: 'google/gemini-3.1-flash-image-preview',
        contextWindow: 65_536,
        accepts: ['text', 'image'],
        tools: false,
      },
    ]);
  });

  // A model that the server said to think got the limit of one that does not.
  it.each([
    ['my-model', ['reasoning'], 8_192],
    ['my-thinking-model', ['max_tokens'], 4_096],
  ])(
    'gives %s the output limit of a model that thinks or not, as the server says',
    (id, parameters, tokens) => {
      const response = { data: [{ id, supported_parameters: parameters }] };
      expect(catalogFromModelsResponse(response)).toMatchObject([{ id, defaultOutputTokens: tokens }]);
    },
  );

  it('takes an extra field of an unexpected kind for one that was not sent', () => {
    const response = {
      data: [{ id: 'odd', context_length: 'unlimited', architecture: 'moe', top_provider: [] }],
    };
    expect(catalogFromModelsResponse(response)).toMatchObject([{ id: 'odd', contextWindow: 128_000 }]);
  });

  it('keeps the order of the server', () => {
    expect(ids({ data: [{ id: 'b' }, { id: 'a' }] })).toEqual(['b', 'a']);
  });

  it('takes a server without models for what it is', () => {
    expect(ids({ object: 'list', data: [] })).toEqual([]);
  });

  it.each([[null], ['<html>'], [{}], [{ models: [{ name: 'x' }] }], [{ data: [{ name: 'no id' }] }]])(
    'refuses %j',
    (json) => {
      expect(() => catalogFromModelsResponse(json)).toThrow("not in OpenAI's format");
    },
  );
});
