import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address';

describe('the address a request came from', () => {
  it.each([
    ['the first hop', { 'x-forwarded-for': '203.0.113.7, 10.0.0.1' }, '203.0.113.7'],
    ['the real address without hops', { 'x-real-ip': '203.0.113.7' }, '203.0.113.7'],
    [
      'the hop rather than the real address',
      { 'x-forwarded-for': '203.0.113.7', 'x-real-ip': '10.0.0.1' },
      '203.0.113.7',
    ],
    ['an address without its port', { 'x-forwarded-for': '203.0.113.7:49152' }, '203.0.113.7'],
    // Each had been unknown, so that all IPv6 visitors shared one limit.
    ['an IPv6 address without its port', { 'x-forwarded-for': '[2001:db8::1]:443' }, '2001:db8:0:0::/64'],
    ['an IPv6 address without its brackets', { 'x-forwarded-for': '[2001:db8::1]' }, '2001:db8:0:0::/64'],
    ['IPv4 written as IPv6, without its port', { 'x-forwarded-for': '[::ffff:1.2.3.4]:80' }, '1.2.3.4'],
    ['IPv4 written as IPv6', { 'x-forwarded-for': '::ffff:203.0.113.7' }, '203.0.113.7'],
    ['the network of an IPv6 address', { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' }, '2001:db8:1:2::/64'],
    ['the network of a short IPv6 address', { 'x-forwarded-for': '2001:DB8::6' }, '2001:db8:0:0::/64'],
    ['the network of this machine', { 'x-forwarded-for': '::1' }, '0:0:0:0::/64'],
    ['unknown without headers', {}, 'unknown'],
    ['unknown for what is no address', { 'x-forwarded-for': `${'x'.repeat(5_000)}` }, 'unknown'],
  ])('is %s', (_, headers, address) => {
    expect(clientAddress(new Headers(headers))).toBe(address);
  });
});
