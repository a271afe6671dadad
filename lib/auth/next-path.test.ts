import { describe, expect, it } from 'vitest';
import { safeNextPath, withNext } from './next-path';

describe('where to go after signing in', () => {
  it.each([
    ['/chat/0199c0de', '/chat/0199c0de'],
    ['/billing?from=2026-01-01&by=day#events', '/billing?from=2026-01-01&by=day#events'],
    ['/', '/'],
    ['/chat?q=https://other.example', '/chat?q=https://other.example'],
  ])('goes on to the path %s of this site', (next, path) => {
    expect(safeNextPath(next)).toBe(path);
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['two values', ['/billing', '/chat']],
    ['a file of a form', new File([], 'next')],
    ['another site', 'https://evil.example/'],
    ['another site without a scheme', '//evil.example/'],
    ['another site behind a backslash', '/\\evil.example'],
    ['another site behind a backslash first', '\\/evil.example'],
    ['another site behind a tab, which browsers drop', '/\t/evil.example'],
    ['another site behind a line feed', '/\n/evil.example'],
    ['another site behind a dot segment', '/.//evil.example'],
    ['another site behind two dot segments', '/..//evil.example'],
    ['another site behind an encoded dot segment', '/%2e%2e//evil.example'],
    ['a port that is none', '//evil.example:port'],
    ['a script', 'javascript:alert(1)'],
    ['a path that is relative', 'billing'],
    ['a space before another site', ' //evil.example'],
  ])('goes to the chat for %s', (_, next) => {
    expect(safeNextPath(next)).toBe('/chat');
  });

  it('never leads a browser to another site, whatever the path is made of', () => {
    const parts = ['/', '\\', '.', '..', '\t', '\n', '%2f', '%5c', '@', ':', 'evil.example', '?', '#', ' '];
    const two = parts.flatMap((a) => parts.map((b) => a + b));
    const nexts = two.flatMap((a) => two.map((b) => `/${a}${b}`));
    const here = 'https://here.example';
    expect(nexts.filter((next) => new URL(safeNextPath(next), here).origin !== here)).toEqual([]);
  });

  it('is named in the address of the sign-in page unless it is the chat', () => {
    expect(withNext('/sign-in', '/billing?by=day')).toBe('/sign-in?next=%2Fbilling%3Fby%3Dday');
    expect(withNext('/sign-up', '/chat')).toBe('/sign-up');
  });
});
