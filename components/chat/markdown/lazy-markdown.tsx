import { lazy, Suspense } from 'react';

/** Loads what renders markdown. If it can't be loaded, the text stays readable as it is. */
const load = () => import('./markdown').catch(() => ({ default: PlainText }));
const Markdown = lazy(load);

/** Fetches what renders markdown before it is needed: when a message was sent, and its reply is still to come. */
export function preloadMarkdown() {
  void load();
}

/** Markdown, rendered by code that is loaded when first needed. */
export function LazyMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<PlainText>{text}</PlainText>}>
      <Markdown>{text}</Markdown>
    </Suspense>
  );
}

function PlainText({ children }: { children: string }) {
  return <p className="whitespace-pre-wrap break-words leading-[1.7]">{children}</p>;
}
