import type { Element } from 'hast';

/** react-markdown marks the language of a fence as `language-…` on the `code` in the `pre`. */
export function languageOf(pre: Element | undefined): string | undefined {
  const [code] = pre?.children ?? [];
  const classes = code?.type === 'element' ? code.properties.className : undefined;
  const mark = Array.isArray(classes)
    ? classes.find((name) => String(name).startsWith('language-'))
    : undefined;
  return mark === undefined ? undefined : String(mark).slice('language-'.length);
}
