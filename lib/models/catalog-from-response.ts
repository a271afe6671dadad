import { z } from 'zod';
import { type CatalogModel, defaultOutputOf, type InputKind } from './catalog';
import { catalogModelById } from './catalog-by-id';
import { looksLikeEmbedding } from './looks-like-embedding';

/** A field that only some servers send: anything unexpected in it counts as not sent. */
function extra<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(undefined);
}

const tokens = extra(z.int().positive());
const words = extra(z.array(z.string()));

const listedModel = z.object({
  id: z.string().min(1),
  /** OpenAI */
  shutdown_date: extra(z.iso.date()),
  /** vLLM */
  max_model_len: tokens,
  /** LM Studio, at /api/v0/models */
  type: extra(z.string()),
  max_context_length: tokens,
  loaded_context_length: tokens,
  capabilities: words,
  /** OpenRouter */
  name: extra(z.string()),
  description: extra(z.string()),
  context_length: tokens,
  architecture: extra(z.object({ input_modalities: words, output_modalities: words })),
  top_provider: extra(z.object({ context_length: tokens, max_completion_tokens: tokens })),
  supported_parameters: words,
});

type ListedModel = z.infer<typeof listedModel>;

const modelsResponse = z.object({ data: z.array(listedModel) });

/**
 * The chat models in a server's answer to `GET /models`, in its order: OpenAI's format, with what Ollama, vLLM,
 * LM Studio and OpenRouter add to it. Models that do not chat (embeddings, speech, images) are left out.
 *
 * @throws Error when the answer is not in OpenAI's format.
 */
export function catalogFromModelsResponse(json: unknown): CatalogModel[] {
  const response = modelsResponse.safeParse(json);
  if (!response.success) {
    throw new Error(
      'The server\'s list of models is not in OpenAI\'s format, {"data":[{"id":"…"}]}. Check that OPENAI_BASE_URL ends ' +
        'where the API begins, most often in /v1, or list the models in OPENAI_MODELS.',
      { cause: response.error },
    );
  }
  return response.data.data.filter(chats).map(toCatalogModel);
}

const NO_CHAT =
  /rerank|moderation|whisper|\btts\b|speech|transcri|audio|realtime|dall-e|\bimage|\bflux|diffusion|\bsora|davinci|babbage|turbo-instruct/i;

function chats({ id, type, architecture }: ListedModel): boolean {
  const makes = architecture?.output_modalities;
  if (makes) return makes.includes('text');
  return ![id, type ?? ''].some((name) => looksLikeEmbedding(name) || NO_CHAT.test(name));
}

function toCatalogModel(listed: ListedModel): CatalogModel {
  const known = catalogModelById(listed.id, 'compatible');
  const contextWindow = windowOf(listed) ?? known.contextWindow;
  const maxOutputTokens = Math.min(
    listed.top_provider?.max_completion_tokens ?? known.maxOutputTokens,
    contextWindow,
  );
  const reasoning = listed.supported_parameters?.includes('reasoning') ?? known.reasoning;
  return {
    ...known,
    name: listed.name ?? known.name,
    contextWindow,
    maxOutputTokens,
    defaultOutputTokens: defaultOutputOf({ contextWindow, maxOutputTokens, reasoning }),
    accepts: acceptedBy(listed) ?? known.accepts,
    tools: usesTools(listed) ?? known.tools,
    reasoning,
    ...(listed.shutdown_date && { retiresOn: listed.shutdown_date }),
    description: firstSentence(listed.description) ?? known.description,
  };
}

/** What the server has loaded or routes to goes before what the model could hold. */
function windowOf(listed: ListedModel): number | undefined {
  return (
    listed.loaded_context_length ??
    listed.max_model_len ??
    listed.top_provider?.context_length ??
    listed.context_length ??
    listed.max_context_length ??
    undefined
  );
}

const OPENROUTER_KINDS: Record<InputKind, string> = { text: 'text', image: 'image', pdf: 'file' };
const INPUT_KINDS: readonly InputKind[] = ['text', 'image', 'pdf'];

function acceptedBy({ architecture, type }: ListedModel): InputKind[] | undefined {
  const takes = architecture?.input_modalities;
  if (takes) return INPUT_KINDS.filter((kind) => takes.includes(OPENROUTER_KINDS[kind]));
  return type === 'vlm' ? ['text', 'image'] : undefined;
}

function usesTools({ supported_parameters, capabilities }: ListedModel): boolean | undefined {
  return supported_parameters?.includes('tools') ?? capabilities?.includes('tool_use');
}

function firstSentence(text: string | null | undefined): string | undefined {
  return text?.trim().match(/^.{1,160}?[.!?](?=\s|$)/s)?.[0];
}
