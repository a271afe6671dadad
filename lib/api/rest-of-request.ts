import type { JsonObject } from '../json';
import type { ChatPromptPart } from '../tokens/prompt';
import { names } from './names';
import { restOf } from './rest-of';

/** OpenAI's own, of both APIs. */
const OPENAI = names(`
  context_management function_call include logit_bias metadata modalities moderation prompt_cache_key
  prompt_cache_options prompt_cache_retention reasoning reasoning_effort safety_identifier service_tier stop
  stream_options tool_choice truncation user verbosity`);
/** What the reply may be, for vLLM, SGLang and llama.cpp: they keep it to that while they choose its tokens. */
const GRAMMARS = names(`
  allowed_token_ids bad_words dry_sequence_breakers ebnf format grammar grammar_string grammar_triggers
  guided_choice guided_decoding_backend guided_grammar guided_json guided_regex guided_whitespace_pattern
  json_schema logits_processors preserved_tokens regex samplers stop_regex stop_token_ids structural_tag
  structured_outputs`);
/** Of theirs besides, and of OpenRouter, LiteLLM, Anthropic, DeepSeek, Groq and Ollama. */
const OTHERS = names(`
  cache_control cache_salt custom_params draft_model guardrails image_config keep_alive
  litellm_metadata lora lora_path media_io_kwargs mm_processor_kwargs options reasoning_format request_id rid
  session_id session_params tags thinking trace transforms usage vllm_xargs`);

/** What says how to answer, or is for the server alone: however much there is of it, no model reads it. */
const NEVER_READ = [...OPENAI, ...GRAMMARS, ...OTHERS];

/**
 * What a request has besides the parameters that are counted in their own way, as parts: a server may put it into the prompt,
 * as vLLM and Groq do with `documents`. Numbers and switches are no text.
 */
export function restOfRequest(request: JsonObject, counted: readonly string[]): ChatPromptPart[] {
  const texts = Object.entries(request).filter(([, value]) => ['string', 'object'].includes(typeof value));
  return restOf(Object.fromEntries(texts), [...NEVER_READ, ...counted]);
}
