/** A `%` that no two hexadecimal digits follow. */
const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i;
/** The first 32 characters and the last one of ASCII; Go lets Unicode's other control characters pass. */
const CONTROL_CHARACTER = /[^\P{Cc}\u0080-\u009f]/u;
const USER = /^(?:[\w.~:!$&'()*+,;=@-]|%[0-9a-f]{2})*$/i;
/** Escapes in a host are for what is not ASCII. */
const HOST = /^(?:[\w.~!$&'()*+,;=:[\]<>"-]|[^\0-\u007f]|%25|%[89a-f][0-9a-f])*$/iu;
const BRACKETS_AND_PORT = /^\[.*\](?::\d*)?$/s;
const NAME_AND_PORT = /^(?:[^:]*|.*:\d*)$/s;

/**
 * Whether Go's `url.Parse` takes a text, which is less strict than RFC 3986.
 *
 * Source: https://cs.opensource.google/go/go/+/master:src/net/url/url.go
 */
export function isUriReference(text: string): boolean {
  const [reference, fragment] = cut(text, '#');
  if (CONTROL_CHARACTER.test(reference) || BROKEN_ESCAPE.test(fragment)) return false;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(reference)?.[0] ?? '';
  const [rest] = cut(reference.slice(scheme.length), '?');
  if (!rest.startsWith('/')) {
    // What follows a scheme without a slash may be anything, as in `urn:`.
    return scheme !== '' || !(cut(rest, '/')[0].includes(':') || BROKEN_ESCAPE.test(rest));
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  if (!hasAuthority) return !BROKEN_ESCAPE.test(rest);
  const [authority, path] = cut(rest.slice(2), '/');
  return isAuthority(authority) && !BROKEN_ESCAPE.test(path);
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const form = host.startsWith('[') ? BRACKETS_AND_PORT : NAME_AND_PORT;
  return USER.test(authority.slice(0, Math.max(at, 0))) && HOST.test(host) && form.test(host);
}

/** What is before a separator and after it. */
function cut(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
