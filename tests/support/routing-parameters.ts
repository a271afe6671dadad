/** By which a caller could choose another upstream at one of the gateways that people use. */
export const ROUTING_PARAMETERS = [
  'base_url',
  'api_base',
  'api_key',
  'user_config',
  'models',
  'fallbacks',
  'provider',
  'route',
  'preset',
];
