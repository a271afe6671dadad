import { lazy, Suspense, useDeferredValue } from 'react';
import { AsWritten } from './as-written';
// Not with the code: a page from the server has the markup before that is loaded.
import './markdown.css';

/** Loads what renders markdown. If it can't be loaded, the text stays readable as it is. */
const load = () => import('./markdown').catch(() => ({ default: AsWritten }));
const Markdown = lazy(load);

/** Fetches what renders markdown before it is needed: when a message was sent, and its reply is still to come. */
export function preloadMarkdown() {
  void load();
}

/**
 * Markdown, rendered by code that is loaded when first needed. While it grows, what a person does goes before it: keys
 * and scrolling are answered first, and a browser that falls behind leaves out steps. But the first words wait for
 * nothing.
 */
export function LazyMarkdown({ text, isGrowing = false }: { text: string; isGrowing?: boolean }) {
  const deferred = useDeferredValue(text);
  const shown = isGrowing && deferred !== '' ? deferred : text;
  return (
    <Suspense fallback={<AsWritten>{shown}</AsWritten>}>
      <Markdown isGrowing={isGrowing}>{shown}</Markdown>
    </Suspense>
  );
}
