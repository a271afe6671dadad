import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { parseUsd } from '@/lib/money';
import { Footnotes } from './footnotes';

const DEMO = '<p>Demo — answers come from built-in text, not from a model</p>';

/** The allowance of a guest who has used so much of it. */
const allowanceWith = (used: string) => ({
  usedPico: String(parseUsd(used)),
  limitPico: String(parseUsd('0.10')),
  isOwnStop: false,
  resetsAt: '2026-12-01T00:00:00.000Z',
});

describe('below the composer', () => {
  it('it says that the demo answers', () => {
    expect(renderToStaticMarkup(<Footnotes allowance={null} isDemo />)).toContain(DEMO);
  });

  // The words on the allowance took its place.
  it('it says so near the end of the allowance, too', () => {
    const html = renderToStaticMarkup(<Footnotes allowance={allowanceWith('0.09')} isDemo />);
    expect(html).toContain('<p>Allowance: $0.09 of $0.10 used.');
    expect(html).toContain(DEMO);
  });

  it('it says nothing where a model answers and much of the allowance is left', () => {
    const html = renderToStaticMarkup(<Footnotes allowance={allowanceWith('0.01')} isDemo={false} />);
    expect(html).not.toContain('<p>');
  });
});
