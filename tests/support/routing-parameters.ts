/** By which a caller could choose another upstream at one of the gateways that people use. */
export const ROUTING_PARAMETERS = [
  'base_url',
  'api_base',
  'api_key',
  'user_config',
  'models',
  'fallbacks',
  'context_window_fallbacks',
  'context_window_fallback_dict',
  'content_policy_fallbacks',
  'provider',
  'providerOptions',
  'route',
  'preset',
];
