import { describe, expect, it } from 'vitest';
import { destinationOf, isMisleading } from './destination';

describe('where a link leads', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c', 'example.com'],
    ['//example.com/a', 'http://example.com/a', 'example.com'],
    ['\\\\example.com\\a', 'http://example.com/a', 'example.com'],
    ['https://user:secret@example.com:8443', 'https://user:secret@example.com:8443/', 'example.com:8443'],
    ['https://раураl.com/', 'https://xn--l-7sba6dbr.com/', 'xn--l-7sba6dbr.com'],
    [
      'mailto:somebody@example.com?subject=a',
      'mailto:somebody@example.com?subject=a',
      'somebody@example.com',
    ],
  ])('is said for %s', (href, to, place) => {
    expect(destinationOf(href)).toEqual({ href: to, place });
  });

  it.each([
    undefined,
    '',
    '/billing',
    'billing',
    '?a',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,a',
    'vbscript:a',
    'blob:https://example.com/a',
    'file:///etc/passwd',
    'https://',
  ])('is nowhere for %j', (href) => {
    expect(destinationOf(href)).toBeUndefined();
  });

  it.each([
    ['https://example.com', 'https://evil.example/'],
    ['Sign in at example.com', 'https://evil.example/'],
    ['README.md on github.com', 'https://evil.example/'],
    ['README.md/example.com', 'https://evil.example/'],
    ['evil.example or example.com', 'https://evil.example/'],
    ['node.js.org', 'https://evil.example/'],
    ['https://example.com@evil.example/', 'https://example.com@evil.example/'],
    ['раураl', 'https://раураl.com/'],
  ])('is shown beside the text “%s”, as it leads to %s', (text, href) => {
    const destination = destinationOf(href);
    expect(destination && isMisleading(text, destination)).toBe(true);
  });

  // Nothing was shown beside them.
  it.each([
    ['https://google\u200b.com/login'],
    ['paypal.c\u200bom'],
    ['google.\u2060com'],
    ['google\u00ad.com'],
    ['google\u0001.com'],
    ['google\ufffc.com'],
    ['google\u0332.com'],
    ['google.\u200acom'],
    ['google\u202f.com'],
    ['google\u2024com'],
    ['google\uff0ecom'],
    ['https://8.8.8.8/'],
    ['See http://192.168.0.1, the router'],
    ['http://localhost:3000/billing'],
    ['https://docs.rs/tokio'],
  ])('is shown beside what reads as another host than that of the link: %j', (text) => {
    expect(isMisleading(text, { href: 'https://evil.example/', place: 'evil.example' })).toBe(true);
  });

  it.each([
    ['here', 'https://example.com/'],
    ['See https://example.com.', 'https://example.com/'],
    ['https://my_files.example.com/', 'https://my_files.example.com/'],
    ['exam\u00adple.com', 'https://example.com/'],
    ['http://localhost:3000/billing', 'http://localhost:3000/billing'],
    ['http://192.168.0.1', 'http://192.168.0.1/'],
    ['version 1.2.3.4', 'https://example.com/'],
    ['https://…', 'https://example.com/'],
    ['Cafe\u0301 au lait\u2026 one.\nTwo', 'https://example.com/'],
    ['z.\u202fB. the end. Next', 'https://example.com/'],
    ['www.example.com', 'https://example.com/a'],
    ['https://example.com/a', 'https://example.com/a'],
    ['README.md', 'https://example.com/'],
    ['README.md, or Node.js.', 'https://example.com/'],
    ['example.com: pyproject.toml, main.swift', 'https://example.com/'],
    ['https://example.com/paper.pdf?from=other.example', 'https://example.com/paper.pdf?from=other.example'],
    ['a.py on example.com:8443/b.cfg', 'https://example.com:8443/'],
    ['somebody@example.com', 'mailto:somebody@example.com'],
  ])('is not shown beside the text “%s” of a link to %s', (text, href) => {
    const destination = destinationOf(href);
    expect(destination && isMisleading(text, destination)).toBe(false);
  });

  // The server was busy with it for seconds.
  it.each([
    ['a', false],
    ['a.', false],
    ['a-', false],
    ['aa.', true],
    ['a.md/', false],
    ['a\u200b', false],
    ['https://', true],
  ])('is judged by a long text of “%s”, too', (piece, misleading) => {
    const place = { href: 'https://example.com/', place: 'example.com' };
    expect(isMisleading(piece.repeat(50_000), place)).toBe(misleading);
  });
});
