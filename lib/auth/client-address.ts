import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address that a request came from, to limit rates by: an IPv4 address, or the /64 of an IPv6 address,
 * because one subscriber has all of it. `unknown` when there is none, which all such requests share.
 *
 * It is the first hop of `X-Forwarded-For`, else `X-Real-IP`. Next.js fills the first in with the socket's address
 * when nothing else has. Whoever reaches the server directly can write what they like there, and so can they
 * behind a proxy that appends instead of replacing: let the proxy set it (Vercel does; nginx:
 * `proxy_set_header X-Forwarded-For $remote_addr`).
 */
export function clientAddress(headers: Headers): string {
  const forwarded = headers.get('x-forwarded-for')?.split(',')[0] ?? headers.get('x-real-ip') ?? '';
  const address = forwarded
    .trim()
    .replace(/^\[([^\]]+)\](?::\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/^([\d.]+):\d+$/, '$1');
  if (isIPv4(address)) return address;
  return isIPv6(address) ? `${firstGroups(address, 4)}::/64` : 'unknown';
}

function firstGroups(address: string, count: number): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, count)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
