import { z } from 'zod';
import { parseModelList } from './models/catalog-from-setting';
import { parseUsd } from './money';

/** An address of e-mail, with a name before it or without. */
export const MAILBOX = /^([^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

/** Refuses what is no list of models. */
export function listsModels(value: string, context: z.RefinementCtx): void {
  try {
    parseModelList(value);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `is not right: ${error instanceof Error ? error.message : error}`,
    });
  }
}

/** An address, as it is written. */
export function exactHttpUrl() {
  return z.url({
    protocol: /^https?$/,
    error: 'must be an absolute URL that starts with http:// or https://',
  });
}

/** The address of a server, without a slash at its end. */
export function httpUrl() {
  return exactHttpUrl().transform((url) => url.replace(/\/+$/, ''));
}

/** Names of hosts by comma; unset: none. */
export function hostNames() {
  return z
    .string()
    .regex(/^[\w.*-]+(\s*,\s*[\w.*-]+)*$/, 'must be names of hosts by comma, without https://')
    .transform((list) => list.toLowerCase().split(/\s*,\s*/))
    .optional()
    .transform((hosts) => hosts ?? []);
}

/** The database counts pico-dollars in 64 bits: 9,223,372 dollars of them. */
const MOST_USD = 9_000_000;

/** An amount in US dollars. */
export function usd(fallback: string) {
  return z
    .string()
    .regex(/^\d+(\.\d{1,12})?$/, 'must be an amount in US dollars')
    .refine(
      (amount) => Number(amount) <= MOST_USD,
      `must be ${MOST_USD.toLocaleString('en')} dollars at most`,
    )
    .default(fallback)
    .transform(parseUsd);
}
