import { lazy, Suspense } from 'react';

const load = () => import('./markdown');
const Markdown = lazy(load);

/** Fetches what renders markdown before it is needed: when a message was sent, and its reply is still to come. */
export function preloadMarkdown() {
  void load();
}

/** Markdown, rendered by code that is loaded when first needed; until then the text as it is. */
export function LazyMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap break-words leading-[1.7]">{text}</p>}>
      <Markdown>{text}</Markdown>
    </Suspense>
  );
}
