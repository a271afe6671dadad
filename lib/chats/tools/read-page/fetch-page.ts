import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { env } from '@/lib/env';
import { PRODUCT_SLUG } from '@/lib/product';
import { ToolError } from '../tool-error';
import { isListedHost, isPublicAddress } from './allowed';

const TIMEOUT_MS = 10_000;
const SIZE_LIMIT_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 5;
const READABLE = /^(text\/(html|plain|markdown|csv|xml)|application\/(xhtml\+xml|json|xml))\b/i;
/**
 * Wikipedia, for one, answers 403 without it, and wants a way to reach whoever asks:
 * https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy
 */
const USER_AGENT = env.AUTH_URL ? `${PRODUCT_SLUG} (+${env.AUTH_URL})` : PRODUCT_SLUG;

/** Why a page wasn't read. */
export class PageError extends ToolError {
  constructor(message: string) {
    super(message);
    this.name = 'PageError';
  }
}

export interface Page {
  /** Where the redirects led. */
  url: string;
  contentType: string;
  body: string;
}

export interface PageRules {
  hosts: readonly string[];
  /** Whether this address may be connected to. */
  isAllowedAddress?: (address: string) => boolean;
  /** The addresses of a host. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>;
  protocols?: readonly string[];
  timeoutMs?: number;
  sizeLimitBytes?: number;
}

/**
 * Fetches a page of a listed host. Each redirect has to be allowed too, and so has the address that a connection is
 * really made to: it is checked when the name is resolved for that connection, so that no second answer of the DNS
 * comes between.
 *
 * @throws PageError
 */
export async function fetchPage(url: string, rules: PageRules): Promise<Page> {
  const stop = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  try {
    let target = checked(url, rules);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await get(target, rules, stop);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.destroy();
        target = checked(new URL(headers.location, target).href, rules);
      } else return await read(response, target, rules.sizeLimitBytes ?? SIZE_LIMIT_BYTES);
    }
    throw new PageError(`The page redirects more than ${MOST_REDIRECTS} times.`);
  } catch (error) {
    if (error instanceof PageError) throw error;
    if (stop.aborted) throw new PageError('The page took too long to answer.');
    // No more of it than its code, such as ENOTFOUND: the rest may tell of our network.
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new PageError(`The page could not be reached${code}.`);
  }
}

function checked(
  url: string,
  { hosts, protocols = ['https:'], isAllowedAddress = isPublicAddress }: PageRules,
): URL {
  if (!URL.canParse(url)) throw new PageError(`“${url.slice(0, 200)}” is not an address of a page.`);
  const target = new URL(url);
  if (!protocols.includes(target.protocol)) throw new PageError('Only pages by https:// can be read.');
  if (target.username || target.password)
    throw new PageError('An address with a password in it is not read.');
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!isListedHost(host, hosts)) {
    throw new PageError(`Pages of ${host} can’t be read here. These can: ${hosts.join(', ')}.`);
  }
  // The lookup is not asked about what is an address already.
  if (isIP(host) && !isAllowedAddress(host)) throw privateAddress(host);
  return target;
}

function get(target: URL, rules: PageRules, signal: AbortSignal): Promise<IncomingMessage> {
  const { request } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'text/html, text/plain;q=0.9, application/json;q=0.8',
      'accept-encoding': 'identity',
      'user-agent': USER_AGENT,
    };
    request(target, { headers, signal, lookup: lookupAllowed(rules), agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

const resolveBySystem = (host: string) => lookup(host, { all: true });

/** Resolves a name for a connection; refuses it when any of its addresses is not allowed. */
function lookupAllowed({
  resolve = resolveBySystem,
  isAllowedAddress = isPublicAddress,
}: PageRules): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        const areAllowed = addresses.every(({ address }) => isAllowedAddress(address));
        if (!first || !areAllowed) done(privateAddress(host), '');
        else if (options.all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: Error) => done(error, ''),
    );
  };
}

function privateAddress(host: string): PageError {
  return new PageError(`${host} is not on the public internet, so it is not read.`);
}

async function read(response: IncomingMessage, target: URL, sizeLimitBytes: number): Promise<Page> {
  const { statusCode = 0, headers } = response;
  const contentType = headers['content-type'] ?? 'text/plain';
  try {
    if (statusCode !== 200) throw new PageError(`The page answered with status ${statusCode}.`);
    if (!READABLE.test(contentType))
      throw new PageError(`The page is ${contentType}, and only text can be read.`);
    const decoder = decoderOf(contentType);
    let body = '';
    let bytes = 0;
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > sizeLimitBytes) throw new PageError(`The page has more than ${sizeLimitBytes / 1024} KiB.`);
      body += decoder.decode(chunk, { stream: true });
    }
    return { url: target.href, contentType, body: body + decoder.decode() };
  } finally {
    response.destroy();
  }
}

/** Of the letters that a page says it is written in; UTF-8 where it says nothing, or what nobody knows. */
function decoderOf(contentType: string): TextDecoder {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
