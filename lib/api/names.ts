/** Names of parameters, from a text that has white space between them. */
export function names(list: string): string[] {
  return list.trim().split(/\s+/);
}
