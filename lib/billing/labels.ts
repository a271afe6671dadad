import type { Via } from '../vocabulary';
import type { KeyNames } from './keys';
import { type KINDS, OTHER } from './report/chart';
import { type Metric, NO_KEY, type RangeName, type Split, type Stack, type Unit } from './view';

/** What people read for the names in a view's URL. */
export const RANGE_LABELS: Record<RangeName, string> = {
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
  '90d': '90 d',
  period: 'This period',
  'last-period': 'Last period',
  custom: 'Custom',
};

export const METRIC_LABELS: Record<Metric, string> = { cost: 'Cost', tokens: 'Tokens', requests: 'Requests' };
export const STACK_LABELS: Record<Stack, string> = {
  model: 'Model',
  kind: 'Token kind',
  via: 'Source',
  key: 'API key',
};
export const SPLIT_LABELS: Record<Split, string> = {
  model: 'Model',
  via: 'Source',
  key: 'Key',
  chat: 'Chat',
};
export const UNIT_LABELS: Record<Unit, string> = { hour: 'Hour', day: 'Day', month: 'Month' };
const VIA_LABELS: Record<Via, string> = { chat: 'Chat', title: 'Chat titles', api: 'API' };

const KIND_LABELS: Record<(typeof KINDS)[number], string> = {
  input: 'Input',
  cached: 'Cached input',
  output: 'Output',
  reasoning: 'Reasoning',
};

const SERIES_LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({ '': 'Other services', ...VIA_LABELS, ...KIND_LABELS }),
);

/**
 * The name of a series; a model is called as it is, a key as its owner calls it. What has none, because another service
 * sent it to the meter, is called that.
 */
export function seriesLabel(by: Stack, name: string, keyNames: KeyNames = NO_KEY_NAMES): string {
  if (name === OTHER) return name;
  if (by === 'model') return name || 'No model';
  if (by === 'key') return keyLabel(name, keyNames);
  return SERIES_LABELS.get(name) ?? name;
}

/** What a chat is called; null: it was deleted. */
export function chatLabel(title: string | null): string {
  return title ?? 'A deleted chat';
}

const NO_KEY_NAMES: KeyNames = new Map();

function keyLabel(key: string, names: KeyNames): string {
  if (key === NO_KEY) return 'No API key';
  return names.get(key) ?? `Key ${key.slice(-6)}`;
}
