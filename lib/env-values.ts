import { z } from 'zod';
import { parseModelList } from './models/catalog-from-setting';
import { parseUsd } from './money';

/** Refuses what is no list of models; then nothing is checked that takes it for one. */
export function listsModels(value: string, context: z.RefinementCtx): void {
  try {
    parseModelList(value);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `is not right: ${error instanceof Error ? error.message : error}`,
      continue: false,
    });
  }
}

/** An address, as it is written. One with a user or password `fetch` refuses, and repeats it in what it says. */
export function exactHttpUrl() {
  return z
    .url({
      protocol: /^https?$/,
      error: 'must be an absolute URL that starts with http:// or https://',
      abort: true,
    })
    .refine(hasNoLogin, 'must not hold a user or password');
}

function hasNoLogin(url: string): boolean {
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** The address of a server, without a slash at its end. */
export function httpUrl() {
  return exactHttpUrl().transform((url) => url.replace(/\/+$/, ''));
}

/** The address of a site. Nothing is kept of a path, such as `/api/auth`, which Auth.js takes there and leaves out, too. */
export function siteUrl() {
  return exactHttpUrl().transform((url) => new URL(url).origin);
}

const ENCODED = 'in its user and password write / as %2F, ? as %3F, # as %23 and % as %25';

/** The address of a server, with the user and password for it or without. */
function urlWithLogin(protocol: RegExp, must: string) {
  return z.url({ protocol, error: `${must}; ${ENCODED}`, abort: true }).refine(hasWholeLogin, {
    error: `is cut off before its host: ${ENCODED}; elsewhere write @ as %40`,
    abort: true,
  });
}

/** A `/`, `?` or `#` in a password ends what is before it: other letters are taken for the host, and the last `@` comes later. */
function hasWholeLogin(url: string): boolean {
  const { pathname, search, hash } = new URL(url);
  // What comes after a `=` is the value of a parameter, which may have an `@`.
  return !(pathname + hash).includes('@') && !/^[^=]*@/.test(search);
}

/** The address of a mail server. */
export function smtpUrl() {
  return urlWithLogin(/^smtps?$/, 'must be a URL that starts with smtp:// or smtps://').refine(
    (url) => new URL(url).hostname !== '',
    'has no host',
  );
}

/** The address of a Postgres database. One without a host is on this machine. */
export function postgresUrl() {
  return urlWithLogin(/^postgres(ql)?$/, 'must be a Postgres URL')
    .refine(hasReadableLogin, 'has a % in its user or password that stands for nothing: write % as %25')
    .refine(
      // The driver takes what is before the first colon for the host.
      (url) => !new URL(url).hostname.startsWith('['),
      'has an IPv6 address for its host, which the driver can’t read: write a name that leads there',
    );
}

function hasReadableLogin(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** The name of a host, or with `*.` before it all that are below it. */
const LISTED_HOST = /^(\*\.)?[\w-]+(\.[\w-]+)*$/;

/** Names of hosts by comma; unset: none. */
export function hostNames() {
  return z
    .string()
    .transform((list) => list.toLowerCase().split(/\s*,\s*/))
    .refine(
      (hosts) => hosts.every((host) => LISTED_HOST.test(host)),
      'must be names of hosts by comma, without https://: each as example.com, or as *.example.com for all below it',
    )
    .optional()
    .transform((hosts) => hosts ?? []);
}

/** The database counts pico-dollars in 64 bits: 9,223,372 dollars of them. */
const MOST_USD = 9_000_000;

/** An amount in US dollars. */
export function usd(fallback: string) {
  return z
    .string()
    .regex(/^\d+(\.\d{1,12})?$/, { error: 'must be an amount in US dollars', abort: true })
    .refine(
      (amount) => Number(amount) <= MOST_USD,
      `must be ${MOST_USD.toLocaleString('en')} dollars at most`,
    )
    .default(fallback)
    .transform(parseUsd);
}
