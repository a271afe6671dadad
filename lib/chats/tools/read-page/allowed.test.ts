import { describe, expect, it } from 'vitest';
import { isListedHost, isPublicAddress } from './allowed';

describe('the list of hosts', () => {
  const listed = ['example.com', '*.wikipedia.org'];

  it.each(['example.com', 'EXAMPLE.com', 'example.com.', 'en.wikipedia.org', 'a.b.wikipedia.org'])(
    'has %s',
    (host) => {
      expect(isListedHost(host, listed)).toBe(true);
    },
  );

  it.each([
    'www.example.com',
    'example.com.evil.net',
    'evilexample.com',
    'wikipedia.org',
    'evilwikipedia.org',
    '',
  ])('has not %j', (host) => {
    expect(isListedHost(host, listed)).toBe(false);
  });
});

describe('an address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'is public: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00:ec2::254',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('is none of the public internet: %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
