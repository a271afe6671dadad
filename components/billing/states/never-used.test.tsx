import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DEMO_WORDS } from '../header/notices';
import { NeverUsed } from './never-used';

// The button below them went down when they came.
it('has the room of a note before it is known whether there is one', () => {
  const withThem = renderToStaticMarkup(<NeverUsed note={DEMO_WORDS} />);
  expect(withThem).toContain(DEMO_WORDS);
  expect(renderToStaticMarkup(<NeverUsed />)).toBe(withThem.replace(DEMO_WORDS, ''));
});
