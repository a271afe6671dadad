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

  it.each([
    ['here', 'https://example.com/'],
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
  ])('is judged by a long text of “%s”, too', (piece, misleading) => {
    const place = { href: 'https://example.com/', place: 'example.com' };
    expect(isMisleading(piece.repeat(50_000), place)).toBe(misleading);
  });
});
