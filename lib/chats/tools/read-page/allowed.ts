import { BlockList, isIP } from 'node:net';

/** Whether a host is on the list: by its name, or below a name that is listed as `*.example.com`. */
export function isListedHost(host: string, listed: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return listed.some((entry) =>
    entry.startsWith('*.') ? name.endsWith(entry.slice(1)) && name.length > entry.length - 1 : name === entry,
  );
}

/**
 * Whether an address is on the public internet: not of this machine, a private network, a cloud's metadata service or
 * anything else that IANA's registries of special-purpose addresses reserve (RFC 6890 and its successors).
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  if (version === 4) return !special.check(address, 'ipv4');
  // Of IPv6 only what is handed out (2000::/3) is public, and of that not what wraps an IPv4 address.
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
