import { randomUUID } from 'node:crypto';

export type IdPrefix = 'chatcmpl' | 'call' | 'fc' | 'msg' | 'req' | 'resp' | 'rs';

/** An id in OpenAI's manner: a prefix that says what it names, then random characters. */
export function newId(prefix: IdPrefix): string {
  // OpenAI writes a dash after `chatcmpl` and an underscore after every other prefix.
  const separator = prefix === 'chatcmpl' ? '-' : '_';
  return `${prefix}${separator}${randomUUID().replaceAll('-', '')}`;
}

/** Now, as OpenAI's `created` fields give it: whole seconds since 1970. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
