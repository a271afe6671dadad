import { type JsonObject, objectAt, objectsAt, textAt } from '../json';
import { UnsupportedParameterError } from './errors';
import { inSmallLetters, refuseOtherLetters } from './letter-case';
import { names } from './names';
import { CALLERS_TOOLS } from './sent-tool';

/** At the price that the price book knows. */
const USUAL_TIERS = ['auto', 'default'];
const NOT_THE_CALLERS = 'where a request goes, and to which model, is this site’s to say. Name one model.';
const STORED = 'what is stored at the model’s server is the operator’s. Send what is to be read as messages.';
const ELSEWHERE = names(`
  base_url api_base api_key user_config models fallbacks context_window_fallbacks context_window_fallback_dict
  content_policy_fallbacks provider provideroptions route preset model_list custom_llm_provider litellm_credential_name
  litellm_params litellm_params_template headers extra_headers deployment_url
  kv_transfer_params bootstrap_host bootstrap_port bootstrap_room`);
/** Of LiteLLM: which of the operator's accounts pays, and where. An unknown one is refused, and stops the model for all. */
const ACCOUNTS = names('organization project region_name token api_version');
/** Of LiteLLM, too: where what is asked and answered is told, by the operator's keys. */
const REPORTS = names('langfuse_host langsmith_base_url posthog_host braintrust_host slack_webhook_url');
const AT_THE_OPERATORS = names('data_sources vector_store_ids prompt_id prompt_variables prompt_version');

/**
 * By these, servers between us and the vendor would go elsewhere: https://docs.litellm.ai/docs/proxy/clientside_auth and /reliability,
 * https://vercel.com/docs/ai-gateway/sdks-and-apis/openai-chat-completions/advanced,
 * https://openrouter.ai/docs/guides/routing/model-fallbacks and /provider-selection, and, billed by the call, /docs/guides/features/plugins.
 * Or a server would fetch what another has made of a prompt, or read what the operator keeps: vLLM and SGLang, where the prompt
 * is read apart from the reply (https://docs.vllm.ai/en/latest/features/disagg_prefill), Azure's data sources
 * (https://learn.microsoft.com/en-us/azure/ai-foundry/openai/references/on-your-data), LiteLLM's stores and prompts.
 */
const ROUTING = {
  ...Object.fromEntries([...ELSEWHERE, ...ACCOUNTS, ...REPORTS].map((name) => [name, NOT_THE_CALLERS])),
  ...Object.fromEntries(AT_THE_OPERATORS.map((name) => [name, STORED])),
  plugins: 'they are billed by the call, which is not metered.',
};
/** The beginnings of what else LiteLLM takes for the operator's accounts: keys, roles, projects, regions and addresses at a cloud. */
const AT_A_CLOUD = /^(aws|azure|s3|sagemaker|vertex|watsonx)_/;

const BY_THE_CALL = 'searches are billed by the call, which is not metered.';
/** By these, the vendor would search the web: OpenAI, Qwen (https://help.aliyun.com/zh/model-studio/web-search) and xAI. */
const SEARCHES = {
  web_search_options: BY_THE_CALL,
  enable_search: BY_THE_CALL,
  search_options: BY_THE_CALL,
  search_parameters: BY_THE_CALL,
};

const NOT_THE_LIMIT = 'it changes how long a reply may be. Send max_tokens, and n for several replies.';
const THINKS_MORE = 'what is thought would go beyond the limit of the reply, which the call is held for.';
/** By these, servers would write more than the limit that a call is held for. */
const LIMITS = {
  // llama.cpp: instead of `max_tokens` and `n`. https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
  n_predict: NOT_THE_LIMIT,
  n_cmpl: NOT_THE_LIMIT,
  // KoboldCpp: instead of `max_tokens`.
  max_length: NOT_THE_LIMIT,
  // text-generation-webui: all that the window holds.
  auto_max_new_tokens: NOT_THE_LIMIT,
  // SiliconFlow and DashScope: what is thought has a limit of its own, beside `max_tokens`.
  thinking_budget: THINKS_MORE,
  enable_thinking: THINKS_MORE,
  // LiteLLM: over the body that it sends, and out of it. https://docs.litellm.ai/docs/completion/drop_params
  extra_body: 'it could change any other parameter. Send its fields beside the others.',
  additional_drop_params: 'it could drop the limit of the reply. Leave out what the model does not take.',
};

const LONGER = 'it could make a prompt longer than what is held for. Send it as messages.';
/** By these, servers would make more of the prompt than is counted of it. */
const PROMPTS = {
  // vLLM and SGLang: it may say a thing any number of times.
  chat_template: LONGER,
  // text-generation-webui, too.
  chat_template_str: LONGER,
  instruction_template_str: LONGER,
};

const REFUSED = { ...SEARCHES, ...LIMITS, ...PROMPTS };

/**
 * Refuses what in a request to any model can't be metered by tokens alone, or must not be lent: it would be billed to us at
 * another price, reach what is stored for another caller, choose another upstream, or lift the limit of the reply.
 *
 * @throws UnsupportedParameterError
 */
export function refuseUnmeterable(body: JsonObject): void {
  refuseRouting(body);
  refuseParameters(body, REFUSED);
  refuseOtherLetters(body);
  // vLLM takes these for its own, the template among them.
  refuseParameters(objectAt(body, 'chat_template_kwargs'), PROMPTS);
  if (typeof body.service_tier === 'string' && !USUAL_TIERS.includes(body.service_tier)) {
    throw new UnsupportedParameterError(
      'service_tier',
      `'service_tier' may be ${USUAL_TIERS.join(' or ')} here: the other tiers have other prices.`,
    );
  }
  if (body.store === true) {
    throw new UnsupportedParameterError(
      'store',
      "Nothing is stored here. Send 'store: false', or leave it out.",
    );
  }
  refuseOtherTools(body);
}

/**
 * @param object a request, or an item of one that brings more tools
 * @param within where in the request that is, as a prefix of its parameters' names
 * @throws UnsupportedParameterError for tools whose cost is not metered here, and for a tool that says where the request goes
 */
export function refuseOtherTools(object: JsonObject, within = ''): void {
  const param = `${within}tools`;
  for (const [index, tool] of objectsAt(object, 'tools').entries()) {
    const type = textAt(tool, 'type');
    if (!CALLERS_TOOLS.includes(type ?? '')) {
      const types = CALLERS_TOOLS.join(' or ');
      throw new UnsupportedParameterError(
        param,
        type === undefined
          ? `Each tool needs a 'type': ${types}.`
          : `Not all that tools of the type '${type}' cost is metered here. Use tools of the type ${types}.`,
      );
    }
    // Of a tool's own keys alone: what it is called with may well be named like one of these.
    refuseRouting(tool, `${param}[${index}].`);
  }
}

function refuseRouting(object: JsonObject, within = ''): void {
  const atClouds = Object.keys(object)
    .map(inSmallLetters)
    .filter((name) => AT_A_CLOUD.test(name))
    .map((name) => [name, NOT_THE_CALLERS]);
  refuseParameters(object, { ...ROUTING, ...Object.fromEntries(atClouds) }, within);
}

/**
 * @param reasons by names in small letters; a parameter is refused whatever the case of its own
 * @param within where in the request the body is, as a prefix of its parameters' names
 * @throws UnsupportedParameterError for the first of these that is set, with its reason
 */
export function refuseParameters(body: JsonObject, reasons: Record<string, string>, within = ''): void {
  for (const [param, value] of Object.entries(body)) {
    const known = inSmallLetters(param);
    const reason = Object.hasOwn(reasons, known) ? reasons[known] : undefined;
    if (reason === undefined || value === undefined || value === null || value === false) continue;
    const name = `${within}${param}`;
    throw new UnsupportedParameterError(name, `'${name}' is not supported here: ${reason}`);
  }
}
